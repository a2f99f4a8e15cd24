import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply, FastifyRequest } from 'fastify';

const ENCODINGS = ['br', 'gzip', 'identity'] as const;
type Encoding = (typeof ENCODINGS)[number];

/** JSON that stays the same until the process ends: compressed once, for all who ask. */
export class PreparedBody {
  private constructor(
    private readonly bodies: Readonly<Record<Encoding, Buffer>>,
    private readonly etags: Readonly<Record<Encoding, string>>,
  ) {}

  static async of(text: string): Promise<PreparedBody> {
    const identity = Buffer.from(text);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length };
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(identity, { params }),
      promisify(gzip)(identity, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    const digest = digestOf(text);
    // RFC 9110, 8.8.3: bodies that differ in their bytes have different strong ETags.
    const etags = { br: `"${digest}-br"`, gzip: `"${digest}-gzip"`, identity: `"${digest}"` };
    return new PreparedBody({ br, gzip: gz, identity }, etags);
  }

  /** Answers 304 to whoever has it already, else the body as the request likes it best. */
  sendTo({ headers }: FastifyRequest, reply: FastifyReply): void {
    const encoding = encodingFor(headers['accept-encoding']);
    vary(reply, 'Accept-Encoding');
    reply.header('etag', this.etags[encoding]);
    if (isKnown(headers['if-none-match'], this.etags[encoding])) return void reply.code(304).send();
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    reply.type('application/json; charset=utf-8');
    void reply.send(this.bodies[encoding]);
  }
}

/** Answers JSON text that was made for this request alone, or 304. */
export function sendJsonText(text: string, { headers }: FastifyRequest, reply: FastifyReply): void {
  const etag = `"${digestOf(text)}"`;
  reply.header('etag', etag);
  if (isKnown(headers['if-none-match'], etag)) return void reply.code(304).send();
  void reply.type('application/json; charset=utf-8').send(Buffer.from(text));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}

/** Brotli when it is as welcome as gzip; as it is when nothing was asked for. */
function encodingFor(accepted: string | string[] | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  return negotiate(String(accepted), [...ENCODINGS]) ?? 'identity';
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/** Beside what other parts of the server, such as CORS, have said already. */
function vary(reply: FastifyReply, name: string): void {
  const said = reply.getHeader('vary');
  reply.header('vary', said === undefined ? name : `${String(said)}, ${name}`);
}
