import { defineNode, pin } from '../../engine/index.js';

export const gate = defineNode({
  name: 'control_gate',
  title: 'Gate',
  doc: 'Lets control through while it is open.',
  category: 'Control/Flow',
  inputs: {
    enter: pin.exec('Enter', 'Asks to go through.'),
    open: pin.exec('Open', 'Opens the gate.'),
    close: pin.exec('Close', 'Closes the gate.'),
    toggle: pin.exec('Toggle', 'Opens the gate if it is closed, else closes it.'),
    start_closed: pin.boolean('Start Closed', 'Whether the gate is closed at first.', {
      default: false,
    }),
  },
  outputs: {
    exit: pin.exec('Exit', 'Goes on here when the gate was open.'),
    is_open: pin.boolean('Is Open', 'Whether the gate is open.', { default: false }),
  },
  bind: ({ inputs, outputs: { exit, is_open }, memory }) => {
    const { enter, open, close, toggle, start_closed } = inputs;
    const state = memory<boolean>();
    return (at) => {
      exit.off(at);
      let isOpen = state.read(at) ?? !start_closed.read(at);
      // Several at once: in this order, and only then whoever wants to go through.
      if (open.entered(at)) isOpen = true;
      if (close.entered(at)) isOpen = false;
      if (toggle.entered(at)) isOpen = !isOpen;
      state.write(at, isOpen);
      is_open.write(at, isOpen);
      if (isOpen && enter.entered(at)) exit.on(at);
    };
  },
});
