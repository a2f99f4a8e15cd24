import Bull from 'bull';

const [url, concurrency] = process.argv.slice(2);
const queue = new Bull('bare', url!);
await queue.process(Number(concurrency), async () => undefined);
