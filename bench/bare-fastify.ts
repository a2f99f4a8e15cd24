import { fastify } from 'fastify';

const server = fastify();
server.get('/', async () => ({ status: 'ok' }));
server.post('/echo', async ({ body }) => body);
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
