import { defineNode, pin } from '../../engine/index.js';
import { instantOf, textOfInstant } from './instant.js';

const amount = (title: string, doc: string) => pin.integer(title, doc, { default: 0 });

export const addDuration = defineNode({
  name: 'utils_datetime_duration',
  title: 'Add Duration',
  doc: 'The date that lies some time after another. A negative number goes back.',
  category: 'Utils/DateTime',
  inputs: {
    date: pin.date('Date', 'The date to begin at.'),
    days: amount('Days', 'Days of 24 hours.'),
    hours: amount('Hours', 'Hours on top.'),
    minutes: amount('Minutes', 'Minutes on top.'),
    seconds: amount('Seconds', 'Seconds on top.'),
  },
  outputs: { result: pin.date('Result', 'The other date in UTC.') },
  bind: ({ inputs: { date, days, hours, minutes, seconds }, outputs: { result } }) => {
    return (at) => {
      const start = instantOf(date.read(at));
      const added =
        86_400 * days.read(at) + 3600 * hours.read(at) + 60 * minutes.read(at) + seconds.read(at);
      result.write(at, textOfInstant({ seconds: start.seconds + added, nanos: start.nanos }));
    };
  },
});
