import { defineNode, pin } from '../../engine/index.js';
import { requestInput, textMapPin } from './http-pins.js';

const CATEGORY = 'Web/API/Request';

export const getHeader = defineNode({
  name: 'http_get_header',
  title: 'Get Header',
  doc: 'Looks up one header of a request; the name must be written exactly as it was set.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    header: pin.string('Header', 'Its name.'),
  },
  outputs: {
    found: pin.boolean('Found', 'Whether the request has it.'),
    value: pin.string('Value', 'What it says; empty when there is none.'),
  },
  bind: ({ inputs: { request, header }, outputs: { found, value } }) => {
    return (at) => {
      const headers = request.read(at).headers ?? {};
      const name = header.read(at);
      const isThere = Object.hasOwn(headers, name);
      found.write(at, isThere);
      value.write(at, isThere ? headers[name]! : '');
    };
  },
});

export const getHeaders = defineNode({
  name: 'http_get_headers',
  title: 'Get Headers',
  doc: 'All headers of a request, by name.',
  category: CATEGORY,
  inputs: { request: requestInput },
  outputs: { headers: textMapPin('Headers', 'The headers; empty when there are none.') },
  bind: ({ inputs: { request }, outputs: { headers } }) => {
    return (at) => headers.write(at, request.read(at).headers ?? {});
  },
});

export const getMethod = defineNode({
  name: 'http_get_method',
  title: 'Get Method',
  doc: 'What a request asks for, such as GET.',
  category: CATEGORY,
  inputs: { request: requestInput },
  outputs: { method: pin.string('Method', 'The method in capitals.') },
  bind: ({ inputs: { request }, outputs: { method } }) => {
    return (at) => method.write(at, request.read(at).method);
  },
});

export const getUrl = defineNode({
  name: 'http_get_url',
  title: 'Get Url',
  doc: 'Where a request goes.',
  category: CATEGORY,
  inputs: { request: requestInput },
  outputs: { url: pin.string('Url', 'The address.') },
  bind: ({ inputs: { request }, outputs: { url } }) => {
    return (at) => url.write(at, request.read(at).url);
  },
});
