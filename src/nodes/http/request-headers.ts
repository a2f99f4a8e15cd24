import { defineNode, pin } from '../../engine/index.js';
import { requestInput, requestOutput, type RequestValue, textMapPin } from './http-pins.js';

const CATEGORY = 'Web/API/Request';

/** The request with one header more. Names that differ in case only are different headers. */
export function withHeader(request: RequestValue, name: string, value: string): RequestValue {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

export const setHeader = defineNode({
  name: 'http_set_header',
  title: 'Set Header',
  doc: 'Gives a request a header, or changes the one of exactly that name.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    name: pin.string('Name', 'Name of the header.'),
    value: pin.string('Value', 'What it says.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, name, value }, outputs: { request_out } }) => {
    return (at) =>
      request_out.write(at, withHeader(request.read(at), name.read(at), value.read(at)));
  },
});

export const setHeaders = defineNode({
  name: 'http_set_headers',
  title: 'Set Headers',
  doc: 'Gives a request several headers at once, besides or instead of those it has.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    headers: textMapPin('Headers', 'Values by name.'),
    merge: pin.boolean('Merge', 'Whether the present headers stay.', { default: true }),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, headers, merge }, outputs: { request_out } }) => {
    return (at) => {
      const present = request.read(at);
      const given = headers.read(at);
      const all = merge.read(at) ? { ...present.headers, ...given } : given;
      request_out.write(at, { ...present, headers: all });
    };
  },
});

export const setAccept = defineNode({
  name: 'http_set_accept',
  title: 'Set Accept',
  doc: 'Says what kind of content the answer should have.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    accept: pin.string('Accept', 'A media type.', { default: 'application/json' }),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, accept }, outputs: { request_out } }) => {
    return (at) => request_out.write(at, withHeader(request.read(at), 'Accept', accept.read(at)));
  },
});

export const setContentType = defineNode({
  name: 'http_set_content_type',
  title: 'Set Content-Type',
  doc: 'Says what kind of content the body of a request has.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    content_type: pin.string('Content-Type', 'A media type.', { default: 'application/json' }),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, content_type }, outputs: { request_out } }) => {
    return (at) =>
      request_out.write(at, withHeader(request.read(at), 'Content-Type', content_type.read(at)));
  },
});

export const setBearerAuth = defineNode({
  name: 'http_set_bearer_auth',
  title: 'Set Bearer Auth',
  doc: 'Signs a request with a token. It is not sent on to other servers the answer may lead to.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    token: pin.string('Token', 'The token, without the word Bearer.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, token }, outputs: { request_out } }) => {
    return (at) => {
      const signed = `Bearer ${token.read(at)}`;
      request_out.write(at, withHeader(request.read(at), 'Authorization', signed));
    };
  },
});
