import { defineNode, pin } from '../../engine/index.js';

export const returnResult = defineNode({
  name: 'events_generic_return_result',
  title: 'Return Generic Result',
  doc: 'Answers the caller of the run. The run goes on; of several results the last one counts.',
  category: 'Events/Generic',
  eventCallback: true,
  inputs: {
    exec_in: pin.exec('Input', 'Sends the result.'),
    response: pin.generic('Result', 'What the caller gets.'),
  },
  outputs: {},
  typeRules: { match: [{ pin: 'response' }] },
  bind: ({ inputs: { response } }) => {
    return (at) => {
      const value = response.read(at);
      at.setResult(value);
      at.emit('generic_result', value);
    };
  },
});
