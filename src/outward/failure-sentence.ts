const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  EAI_FAIL: 'its name could not be looked up',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer broke off',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  Z_BUF_ERROR: 'the packed answer broke off',
};

const OUTAGES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Whether the same request may get its answer a little later. */
export function isOutage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && OUTAGES.has(code);
}

/** Why a request got no answer, or not all of it, for people who make boards. */
export function failureSentence(host: string, error: unknown): string {
  return `The request to ${host} failed: ${reason(error)}`;
}

function reason(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(SENTENCES, code)) return SENTENCES[code]!;
  if (typeof code === 'string' && code.startsWith('HPE_')) return 'the answer is not HTTP';
  return `${message}` || 'the connection broke off';
}
