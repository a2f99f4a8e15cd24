/** A time as boards, apps and events of the ecosystem hold it (board page, section 1). */
export interface SystemTime {
  secs_since_epoch: number;
  nanos_since_epoch: number;
}

export function systemTime(time: Date): SystemTime {
  const ms = time.getTime();
  const seconds = Math.floor(ms / 1000);
  return { secs_since_epoch: seconds, nanos_since_epoch: (ms - seconds * 1000) * 1_000_000 };
}
