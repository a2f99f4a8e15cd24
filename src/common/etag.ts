/** When a change happens, by the clock but never at the time of the one before: ETags tell them apart by it. */
export function changedAfter(before: Date): Date {
  return new Date(Math.max(Date.now(), before.getTime() + 1));
}
