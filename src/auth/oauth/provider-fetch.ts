import type { CustomFetch } from 'openid-client';

/** For each call to a provider, from the connection to the last byte. */
export const TIMEOUT_SECONDS = 5;
/** Many times what metadata, keys or a profile need. */
const MOST_BYTES = 1_000_000;

/** A provider can't be reached, takes too long, or says itself that something is wrong with it. */
export class ProviderAwayError extends Error {}

/**
 * Fetch with bounds: reads all of an answer before it counts as one. The caller's signal bounds the time.
 * Throws ProviderAwayError.
 */
export const providerFetch: CustomFetch = async (url, { signal, ...options }) => {
  const response = await fetch(url, {
    ...options,
    body: (options.body ?? null) as BodyInit | null,
    signal: signal ?? AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
  }).catch(away);
  const body = response.body === null ? null : await read(response.body).catch(away);
  if (response.status >= 500 || response.status === 429)
    throw new ProviderAwayError(`it answers with status ${response.status}`);
  return new Response(body, response);
};

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`its answer is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function away(error: Error): never {
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  throw new ProviderAwayError(reason, { cause: error });
}
