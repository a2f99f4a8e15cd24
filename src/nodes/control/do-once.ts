import { defineNode, pin } from '../../engine/index.js';

export const doOnce = defineNode({
  name: 'control_do_once',
  title: 'Do Once',
  doc: 'Goes on the first time only, until it is reset.',
  category: 'Control/Flow',
  inputs: {
    exec_in: pin.exec('Input', 'Asks to go on.'),
    reset: pin.exec('Reset', 'Lets the next one through again.'),
    start_closed: pin.boolean('Start Closed', 'Lets nobody through before the first reset.', {
      default: false,
    }),
  },
  outputs: {
    then: pin.exec('Then', 'Goes on here the first time.'),
    has_fired: pin.boolean('Has Fired', 'Whether the next one would be held back.'),
  },
  bind: ({ inputs: { exec_in, reset, start_closed }, outputs: { then, has_fired }, memory }) => {
    const fired = memory<boolean>();
    return (at) => {
      then.off(at);
      let isFired = fired.read(at) ?? start_closed.read(at);
      if (reset.entered(at)) isFired = false;
      if (exec_in.entered(at)) {
        if (isFired) at.debug('Has fired already');
        else then.on(at);
        isFired = true;
      }
      fired.write(at, isFired);
      has_fired.write(at, isFired);
    };
  },
});
