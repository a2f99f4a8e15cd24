import { defineNode, NodeError, parseValue, pin, type Value } from '../../engine/index.js';
import { anyStructPin, bytesPin, isBytes, responseInput } from './http-pins.js';

const CATEGORY = 'Web/API/Response';

const start = pin.exec('Input', 'Reads the body.');
const end = pin.exec('Exec Out', 'Goes on here.');
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const responseToBytes = defineNode({
  name: 'http_response_to_bytes',
  title: 'To Bytes',
  doc: 'The body of a response as it came; no bytes when there is none.',
  category: CATEGORY,
  inputs: { exec_in: start, response: responseInput },
  outputs: { exec_out: end, bytes: bytesPin('Bytes', 'The body.') },
  bind: ({ inputs: { response }, outputs: { exec_out, bytes } }) => {
    return (at) => {
      exec_out.off(at);
      bytes.write(at, bytesOf(response.read(at).body) ?? []);
      exec_out.on(at);
    };
  },
});

export const responseToText = defineNode({
  name: 'http_response_to_text',
  title: 'To Text',
  doc: 'The body of a response as a text in UTF-8; what is none becomes the sign �.',
  category: CATEGORY,
  inputs: { exec_in: start, response: responseInput },
  outputs: { exec_out: end, text: pin.string('Text', 'The body.') },
  bind: ({ inputs: { response }, outputs: { exec_out, text } }) => {
    return (at) => {
      exec_out.off(at);
      text.write(at, textOf(response.read(at).body));
      exec_out.on(at);
    };
  },
});

export const responseToJson = defineNode({
  name: 'http_response_to_json',
  title: 'To Struct',
  doc: 'Reads the body of a response as JSON. One that is no JSON is an error.',
  category: CATEGORY,
  inputs: { exec_in: start, response: responseInput },
  outputs: { exec_out: end, struct: anyStructPin('Struct', 'What the body says: any value.') },
  bind: ({ inputs: { response }, outputs: { exec_out, struct } }) => {
    return (at) => {
      exec_out.off(at);
      struct.write(at, jsonOf(textOf(response.read(at).body)));
      exec_out.on(at);
    };
  },
});

function jsonOf(text: string): Value {
  try {
    return parseValue(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new NodeError(`The body is no JSON: ${error.message}`);
    throw error;
  }
}

function textOf(body: Value): string {
  const bytes = bytesOf(body);
  if (bytes === null) throw new NodeError('No body');
  return utf8.decode(Uint8Array.from(bytes));
}

function bytesOf(body: Value): readonly number[] | null {
  if (body === null || isBytes(body)) return body;
  throw new NodeError('The body of the response is no list of bytes');
}
