import { defineNode, pin, type Value } from '../../engine/index.js';
import { findInstant, type Instant, shown } from './instant.js';

const DAY = 86_400;
const HOUR = 3600;
const MINUTE = 60;

export const difference = defineNode({
  name: 'utils_datetime_diff',
  title: 'DateTime Difference',
  doc: 'Tells how much time lies between two dates.',
  category: 'Utils/DateTime',
  inputs: {
    exec_in: pin.exec('Input', 'Compares the dates.'),
    start: pin.date('Start', 'The date counted from.'),
    end: pin.date('End', 'The date counted to.'),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    total_seconds: pin.integer(
      'Total Seconds',
      'All of it in whole seconds; negative when the end comes first.',
    ),
    days: pin.integer('Days', 'Whole days of 24 hours, negative likewise.'),
    hours: pin.integer('Hours', 'Whole hours besides the days, never negative.'),
    minutes: pin.integer('Minutes', 'Whole minutes besides the hours, never negative.'),
    seconds: pin.integer('Seconds', 'Seconds besides the minutes, never negative.'),
    human_readable: pin.string('Human Readable', 'In words, such as "1 day, 2 hours".'),
    error: pin.exec('Error', 'Goes on here when one of the two is no date.'),
    error_message: pin.string('Error Message', 'Which one it is.'),
  },
  bind: ({ inputs: { start, end }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.error.off(at);
      const given = { start: start.read(at), end: end.read(at) };
      const [from, to] = [findInstant(given.start), findInstant(given.end)];
      if (from === undefined || to === undefined) {
        const fault =
          from === undefined ? faultOf('start', given.start) : faultOf('end', given.end);
        outputs.error_message.write(at, fault);
        outputs.error.on(at);
        return;
      }
      const total = secondsBetween(from, to);
      const size = Math.abs(total);
      const days = Math.floor(size / DAY);
      const parts = [
        days,
        Math.floor((size % DAY) / HOUR),
        Math.floor((size % HOUR) / MINUTE),
        size % MINUTE,
      ] as const;
      outputs.total_seconds.write(at, total);
      outputs.days.write(at, total < 0 && days > 0 ? -days : days);
      outputs.hours.write(at, parts[1]);
      outputs.minutes.write(at, parts[2]);
      outputs.seconds.write(at, parts[3]);
      outputs.human_readable.write(at, (total < 0 ? '-' : '') + inWords(parts));
      outputs.exec_out.on(at);
    };
  },
});

const faultOf = (which: string, value: Value) =>
  `Invalid ${which} date format: ${shown(value)} is no RFC 3339 date`;

/** Whole seconds; what is left of one is dropped in either direction. */
function secondsBetween(from: Instant, to: Instant): number {
  const seconds = to.seconds - from.seconds;
  const nanos = to.nanos - from.nanos;
  if (seconds > 0 && nanos < 0) return seconds - 1;
  return seconds < 0 && nanos > 0 ? seconds + 1 : seconds;
}

function inWords(parts: readonly number[]): string {
  const words = ['day', 'hour', 'minute', 'second']
    .map((unit, index) => [parts[index]!, unit] as const)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return words.length === 0 ? '0 seconds' : words.join(', ');
}
