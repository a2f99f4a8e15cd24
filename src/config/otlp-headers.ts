const PAIR = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*([\x21-\x7e]+)\s*$/;

/** Headers as OTEL_EXPORTER_OTLP_HEADERS has them: `name=value,name=value`, values percent-encoded. */
export function readHeaders(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((part): [string, string] => {
    const [, name, value] = PAIR.exec(part) ?? [];
    if (name === undefined) throw new Error('no header');
    return [name.toLowerCase(), decodeURIComponent(value!)];
  });
  return Object.fromEntries(pairs);
}

export function areHeaders(text: unknown): boolean {
  try {
    return typeof text === 'string' && Object.keys(readHeaders(text)).length > 0;
  } catch {
    return false;
  }
}
