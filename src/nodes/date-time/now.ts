import { defineNode, pin } from '../../engine/index.js';
import { textOfInstant } from './instant.js';

export const now = defineNode({
  name: 'utils_datetime_now',
  title: 'Now',
  doc: 'Tells what time it is.',
  category: 'Utils/DateTime',
  inputs: { exec_in: pin.exec('Input', 'Looks at the clock.') },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    date: pin.date('Date', 'The present time in UTC.'),
  },
  bind: ({ outputs: { exec_out, date } }) => {
    return (at) => {
      exec_out.off(at);
      const millis = Math.floor(at.host.clock.now());
      const seconds = Math.floor(millis / 1000);
      date.write(at, textOfInstant({ seconds, nanos: (millis - seconds * 1000) * 1_000_000 }));
      exec_out.on(at);
    };
  },
});
