import { pin, type Value, type ValueObject } from '../../engine/index.js';
import { object, optional, text, textOr, whole } from '../shapes.js';

/** A file that goes with a message: its address, or its address and more about it. */
export type Attachment = string | (ValueObject & { readonly url: string });

export const attachmentShape = textOr(
  object({
    url: text,
    preview_text: optional(text),
    thumbnail_url: optional(text),
    name: optional(text),
    size: optional(whole),
    type: optional(text),
    anchor: optional(text),
    page: optional(whole),
  }),
);

const SCHEMA = JSON.stringify({
  title: 'Attachment',
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: {
        url: { type: 'string' },
        preview_text: { type: ['string', 'null'] },
        thumbnail_url: { type: ['string', 'null'] },
        name: { type: ['string', 'null'] },
        size: { type: ['integer', 'null'] },
        type: { type: ['string', 'null'] },
        anchor: { type: ['string', 'null'] },
        page: { type: ['integer', 'null'] },
      },
      required: ['url'],
    },
  ],
});

export function attachmentPin(title: string, doc: string, enforce = true): pin.DataPin<Attachment> {
  const options = enforce ? { options: { enforceSchema: true } } : {};
  return pin.shaped(pin.struct(title, doc, { schema: SCHEMA, ...options }), attachmentShape);
}

/** Whether an address means a file on the desk of whoever wrote it, which a server can't open. */
export const isLocal = (url: Value): boolean =>
  typeof url === 'string' && /^\s*asset:\/\//i.test(url);
