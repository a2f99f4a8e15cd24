import { defineNode, NodeError, pin } from '../../engine/index.js';
import { isMethod, METHODS, requestInput, requestOutput, requestPin } from './http-pins.js';

const CATEGORY = 'Web/API/Request';

const methodPin = (doc: string) =>
  pin.string('Method', doc, { default: 'GET', options: { validValues: METHODS } });

export const makeRequest = defineNode({
  name: 'http_make_request',
  title: 'Make Request',
  doc: 'Begins a request, without headers and body. Nothing is sent yet and the address is not looked at.',
  category: CATEGORY,
  inputs: {
    method: methodPin('GET, POST, PUT, DELETE or PATCH; anything else counts as GET.'),
    url: pin.string('URL', 'Where it goes: an address that begins with http:// or https://.'),
  },
  outputs: { request: requestPin('Request', 'The new request.') },
  bind: ({ inputs, outputs: { request } }) => {
    return (at) => {
      const method = inputs.method.read(at);
      request.write(at, {
        url: inputs.url.read(at),
        method: isMethod(method) ? method : 'GET',
        headers: null,
        body: null,
      });
    };
  },
});

export const setMethod = defineNode({
  name: 'http_set_method',
  title: 'Set Method',
  doc: 'Changes what a request asks for. A method it does not know is an error.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    method: methodPin('GET, POST, PUT, DELETE or PATCH.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, method }, outputs: { request_out } }) => {
    return (at) => {
      const text = method.read(at);
      if (!isMethod(text)) throw new NodeError(`Invalid method ${text}`);
      request_out.write(at, { ...request.read(at), method: text });
    };
  },
});

export const setUrl = defineNode({
  name: 'http_set_url',
  title: 'Set Url',
  doc: 'Sends a request somewhere else.',
  category: CATEGORY,
  inputs: {
    request: requestInput,
    url: pin.string('Url', 'The new address.'),
  },
  outputs: { request_out: requestOutput },
  bind: ({ inputs: { request, url }, outputs: { request_out } }) => {
    return (at) => request_out.write(at, { ...request.read(at), url: url.read(at) });
  },
});
