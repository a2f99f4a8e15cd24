// What a submit costs that is written straight down: one INSERT and one Bull add for every request.
import { randomUUID } from 'node:crypto';
import Bull from 'bull';
import { fastify } from 'fastify';
import pg from 'pg';

const [port, databaseUrl, redisUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl!, max: 10 });
await pool.query(
  'CREATE TABLE IF NOT EXISTS naive_jobs (id uuid PRIMARY KEY, payload jsonb, created_at timestamptz DEFAULT now())',
);
const queue = new Bull('naive', redisUrl!);
const server = fastify();
server.post<{ Body: { payload: unknown } }>('/', async ({ body }, reply) => {
  const id = randomUUID();
  await pool.query({
    name: 'insert',
    text: 'INSERT INTO naive_jobs (id, payload) VALUES ($1, $2)',
    values: [id, JSON.stringify(body.payload)],
  });
  await queue.add({ id }, { removeOnComplete: true });
  return reply.status(201).send({ job_id: id, status: 'queued' });
});
await server.listen({ port: Number(port), host: '127.0.0.1' });
