import { fastify } from 'fastify';

const server = fastify();
server.get('/', async () => ({ status: 'ok' }));
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
