import { type Activation, type Input, NodeError, type Value } from '../../engine/index.js';
import { readIfAny } from '../read-if-any.js';
import { imagePart, type Part, textPart } from './message.js';

// The inputs that a node which makes a part of a message has for each type of part.

export const TYPES = ['Text', 'Image'] as const;

export type ExtraInputs = ReadonlyMap<string, Input<Value>>;

const field = (friendly_name: string, description: string) => ({
  friendly_name,
  description,
  data_type: 'String',
});

export function contentInputs(type: string): Readonly<Record<string, ReturnType<typeof field>>> {
  switch (type) {
    case 'Text':
      return { text: field('Text', 'The words.') };
    case 'Image':
      return {
        image: field('Image', 'Address of the image, or the image itself as a data: address.'),
        mime: field('Mime Type', 'Goes along as the detail of the image; may be left out.'),
      };
    default:
      return {};
  }
}

/** Undefined for a type nobody knows. */
export function partFrom(at: Activation, type: string, inputs: ExtraInputs): Part | undefined {
  switch (type) {
    case 'Text':
      return textPart(textFrom(at, inputs, 'text'));
    case 'Image':
      return imagePart(textFrom(at, inputs, 'image'), detailFrom(at, inputs));
    default:
      return undefined;
  }
}

export function textFrom(at: Activation, inputs: ExtraInputs, name: string): string {
  const input = inputs.get(name);
  if (input === undefined) throw new NodeError(`Pin ${name} not found`);
  return asText(input.read(at), name);
}

function detailFrom(at: Activation, inputs: ExtraInputs): string | undefined {
  const input = inputs.get('mime');
  const value = input === undefined ? null : (readIfAny(at, input) ?? null);
  if (value === null) return undefined;
  const detail = asText(value, 'mime');
  return detail === '' ? undefined : detail;
}

function asText(value: Value, name: string): string {
  if (typeof value !== 'string') throw new NodeError(`Pin '${name}' must hold a string`);
  return value;
}
