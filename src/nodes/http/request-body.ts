import { defineNode, pin, printValue, type Value } from '../../engine/index.js';
import {
  anyStructPin,
  bytesPin,
  isBytes,
  isObject,
  requestInput,
  requestOutput,
  type RequestValue,
} from './http-pins.js';
import { withHeader } from './request-headers.js';

const CATEGORY = 'Web/API/Request';
const CONTENT_TYPE = 'Content-Type';

export const setStringBody = defineNode({
  name: 'http_set_string_body',
  title: 'Set String Body',
  doc: 'Makes a text the body of a request; it is sent as it is.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    body: pin.string('Body', 'The text.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, body }, outputs: { request_out } }) => {
    return (at) => request_out.write(at, { ...request.read(at), body: body.read(at) });
  },
});

export const setBytesBody = defineNode({
  name: 'http_set_bytes_body',
  title: 'Set Bytes Body',
  doc: 'Makes bytes the body of a request; they are sent as they are.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    body: bytesPin('Body', 'The bytes.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, body }, outputs: { request_out } }) => {
    return (at) => request_out.write(at, { ...request.read(at), body: body.read(at) });
  },
});

export const setStructBody = defineNode({
  name: 'http_set_struct_body',
  title: 'Set Struct Body',
  doc: 'Makes a value the body of a request; it is sent as JSON.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    body: anyStructPin('Body', 'Any value; null for no body.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, body }, outputs: { request_out } }) => {
    return (at) => request_out.write(at, withJsonBody(request.read(at), body.read(at)));
  },
});

/** What would be taken for a text or for bytes when it is sent is written as JSON here and now. */
function withJsonBody(request: RequestValue, body: Value): RequestValue {
  if (typeof body !== 'string' && !isBytes(body)) return { ...request, body };
  return withType({ ...request, body: printValue(body) }, 'application/json');
}

export const setFormBody = defineNode({
  name: 'http_set_form_body',
  title: 'Set Form Body',
  doc: 'Makes the members of an object the body of a request, as a web form sends its fields.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    fields: anyStructPin('Fields', 'Values by name; those that are no text are written as JSON.', {
      default: {},
    }),
    set_content_type: pin.boolean(
      'Set Content-Type',
      'Also says that it is a form, unless the request says otherwise already.',
      { default: true },
    ),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, fields, set_content_type }, outputs: { request_out } }) => {
    return (at) => {
      const filled = { ...request.read(at), body: formText(fields.read(at)) };
      const typed = set_content_type.read(at);
      request_out.write(at, typed ? withType(filled, 'application/x-www-form-urlencoded') : filled);
    };
  },
});

function formText(fields: Value): string {
  if (!isObject(fields)) return '';
  const pairs = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : printValue(value as Value),
  ]);
  return new URLSearchParams(pairs as [string, string][]).toString();
}

function withType(request: RequestValue, type: string): RequestValue {
  const isSet = request.headers !== null && Object.hasOwn(request.headers, CONTENT_TYPE);
  return isSet ? request : withHeader(request, CONTENT_TYPE, type);
}
