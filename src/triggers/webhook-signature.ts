import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;

/** As the Standard Webhooks specification writes secrets. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Why a request is not what its sender signed, by the Standard Webhooks specification; undefined = it is. The
 * body must be UTF-8: that is what is signed.
 */
export function signatureFault(
  secret: string,
  body: Buffer | undefined,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => [name, headers[name]] as const,
  );
  const missing = signed.find(([, value]) => typeof value !== 'string' || value === '');
  if (missing !== undefined) return `The header ${missing[0]} is missing`;
  const text = body?.toString() ?? '';
  if (body !== undefined && !Buffer.from(text).equals(body)) return 'A signed body must be UTF-8';
  try {
    new Webhook(secret).verify(text, Object.fromEntries(signed) as Record<string, string>, {
      jsonParse: false,
    });
    return undefined;
  } catch (error) {
    const isOld = /timestamp too/i.test((error as Error).message);
    return isOld
      ? 'The webhook-timestamp is more than 5 minutes off'
      : 'The webhook-signature is not that of this trigger';
  }
}
