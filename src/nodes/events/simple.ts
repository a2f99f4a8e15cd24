import { defineNode, pin } from '../../engine/index.js';

export const simpleEvent = defineNode({
  name: 'events_simple',
  title: 'Simple Event',
  doc: 'Starts a run. Whatever the caller sends along is ignored.',
  category: 'Events',
  start: true,
  inputs: {},
  outputs: { exec_out: pin.exec('Output', 'Goes on here when the event fires.') },
  bind: ({ outputs: { exec_out } }) => {
    return (at) => exec_out.on(at);
  },
});
