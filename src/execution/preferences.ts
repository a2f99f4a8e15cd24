const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])/i;

/** For how many milliseconds a caller prefers to wait for an answer (RFC 7240, 4.3); undefined = they don't say. */
export function preferredWaitMs(
  prefer: string | readonly string[] | undefined,
): number | undefined {
  const [, seconds] = WAIT.exec([prefer ?? ''].flat().join(', ')) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
