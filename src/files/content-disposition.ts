/** `attachment` with a name of any script (RFC 6266), and one in ASCII for who can't read that. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => hex(sign));
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function hex(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
