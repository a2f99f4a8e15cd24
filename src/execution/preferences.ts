const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])/i;

/** For how many milliseconds a caller prefers to wait for an answer (RFC 7240, 4.3); undefined = they don't say. */
export function preferredWaitMs(
  prefer: string | readonly string[] | undefined,
): number | undefined {
  const [, seconds] = WAIT.exec([prefer ?? ''].flat().join(', ')) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A W3C trace context, as it may be sent on; undefined for none, and for what is none. */
export function traceparentOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : undefined;
}
