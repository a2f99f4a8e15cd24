import { defineNode, pin } from '../../engine/index.js';
import { responseInput, textMapPin } from './http-pins.js';

const CATEGORY = 'Web/API/Response';

export const getResponseHeader = defineNode({
  name: 'http_response_get_header',
  title: 'Get Header',
  doc: 'Looks up one header of a response. Responses have their names in lower case.',
  category: CATEGORY,
  inputs: {
    response: responseInput,
    header: pin.string('Header', 'Its name in lower case.'),
  },
  outputs: {
    found: pin.boolean('Found', 'Whether the response has it.'),
    value: pin.string('Value', 'What it says; empty when there is none.'),
  },
  bind: ({ inputs: { response, header }, outputs: { found, value } }) => {
    return (at) => {
      const { headers } = response.read(at);
      const name = header.read(at);
      const isThere = Object.hasOwn(headers, name);
      found.write(at, isThere);
      value.write(at, isThere ? headers[name]! : '');
    };
  },
});

export const getResponseHeaders = defineNode({
  name: 'http_response_get_headers',
  title: 'Get Headers',
  doc: 'All headers of a response, by name in lower case.',
  category: CATEGORY,
  inputs: { response: responseInput },
  outputs: { headers: textMapPin('Headers', 'The headers.') },
  bind: ({ inputs: { response }, outputs: { headers } }) => {
    return (at) => headers.write(at, response.read(at).headers);
  },
});

export const getStatus = defineNode({
  name: 'http_response_get_status',
  title: 'Get Status Code',
  doc: 'The number that tells how a request went, such as 200 or 404.',
  category: CATEGORY,
  inputs: { response: responseInput },
  outputs: { status_code: pin.integer('Status Code', 'The number.') },
  bind: ({ inputs: { response }, outputs: { status_code } }) => {
    return (at) => status_code.write(at, response.read(at).status);
  },
});

export const isSuccess = defineNode({
  name: 'http_response_is_success',
  title: 'Is Success',
  doc: 'Whether a request went well: its status is one from 200 to 299.',
  category: CATEGORY,
  inputs: { response: responseInput },
  outputs: { is_success: pin.boolean('Is Success', 'Whether it did.') },
  bind: ({ inputs: { response }, outputs: { is_success } }) => {
    return (at) => is_success.write(at, isGood(response.read(at).status));
  },
});

export const isGood = (status: number): boolean => status >= 200 && status <= 299;
