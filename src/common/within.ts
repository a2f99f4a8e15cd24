/** The answer, if it comes in time. Rejects with `late` after `ms` milliseconds; what was asked goes on all the same. */
export async function within<T>(ms: number, answer: Promise<T>, late: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), ms);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
