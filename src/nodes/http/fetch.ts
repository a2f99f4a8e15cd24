import { defineNode, pin } from '../../engine/index.js';
import { runTargets } from '../control/loop-body.js';
import { receive, send } from './exchange.js';
import { bytesPin, requestInput, responseOutput } from './http-pins.js';
import { isGood } from './response-parts.js';

const CATEGORY = 'Web/API';

const start = pin.exec('Execute', 'Sends the request.');
const success = pin.exec('Success', 'Goes on here when the status is one from 200 to 299.');
const failure = pin.exec(
  'Error',
  'Goes on here when the status is another one. Without any answer the node fails.',
);

export const fetchOnce = defineNode({
  name: 'http_fetch',
  title: 'API Call',
  doc: 'Sends a request and waits for the whole answer.',
  category: CATEGORY,
  inputs: { exec_in: start, request: requestInput },
  outputs: { exec_success: success, response: responseOutput, exec_error: failure },
  bind: ({ inputs: { request }, outputs: { exec_success, response, exec_error } }) => {
    return async (at) => {
      exec_success.off(at);
      exec_error.off(at);
      const received = await receive(await send(at, request.read(at)));
      response.write(at, received);
      (isGood(received.status) ? exec_success : exec_error).on(at);
    };
  },
});

export const fetchStreaming = defineNode({
  name: 'streaming_http_fetch',
  title: 'Streaming API Call',
  doc: 'Sends a request and runs a branch for every piece of the answer as it comes in.',
  category: CATEGORY,
  inputs: { exec_in: start, request: requestInput },
  outputs: {
    streaming_exec: pin.exec('On Stream', 'Runs for every piece. A failure in it is only logged.'),
    streaming_response: bytesPin('Stream Response', 'The present piece.'),
    exec_success: success,
    response: responseOutput,
    exec_error: failure,
  },
  bind: ({ inputs: { request }, outputs }) => {
    const { streaming_exec, streaming_response, exec_success, response, exec_error } = outputs;
    return async (at) => {
      for (const exit of [streaming_exec, exec_success, exec_error]) exit.off(at);
      const answer = await send(at, request.read(at));
      streaming_exec.on(at);
      try {
        const received = await receive(answer, (chunk) => {
          streaming_response.write(at, chunk);
          return runTargets(at, streaming_exec.targets);
        });
        response.write(at, received);
        (isGood(received.status) ? exec_success : exec_error).on(at);
      } finally {
        streaming_exec.off(at);
      }
    };
  },
});
