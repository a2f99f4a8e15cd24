import { defineNode, pin } from '../../engine/index.js';
import { instantOf, partsOf } from './instant.js';

const date = pin.date('Date', 'The date.');

export const toDateParts = defineNode({
  name: 'utils_datetime_to_date',
  title: 'To Date',
  doc: 'The parts of a date on the calendar, in UTC.',
  category: 'Utils/DateTime',
  inputs: { date },
  outputs: {
    year: pin.integer('Year', 'From 0 to 9999.'),
    month: pin.integer('Month', 'From 1, January, to 12.'),
    day: pin.integer('Day', 'From 1 to 31.'),
    weekday: pin.integer('Weekday', 'From 0, Monday, to 6, Sunday.'),
    day_of_year: pin.integer('Day of Year', 'From 1 to 366.'),
  },
  bind: ({ inputs, outputs: { year, month, day, weekday, day_of_year } }) => {
    return (at) => {
      const parts = partsOf(instantOf(inputs.date.read(at)));
      year.write(at, parts.year);
      month.write(at, parts.month);
      day.write(at, parts.day);
      weekday.write(at, parts.weekday - 1);
      day_of_year.write(at, parts.ordinal);
    };
  },
});

export const toTimeParts = defineNode({
  name: 'utils_datetime_to_time',
  title: 'To Time',
  doc: 'The parts of a date on the clock, in UTC.',
  category: 'Utils/DateTime',
  inputs: { date },
  outputs: {
    hour: pin.integer('Hour', 'From 0 to 23.'),
    minute: pin.integer('Minute', 'From 0 to 59.'),
    second: pin.integer('Second', 'From 0 to 59.'),
    nanosecond: pin.integer('Nanosecond', 'From 0 to 999,999,999.'),
  },
  bind: ({ inputs, outputs: { hour, minute, second, nanosecond } }) => {
    return (at) => {
      const instant = instantOf(inputs.date.read(at));
      const parts = partsOf(instant);
      hour.write(at, parts.hour);
      minute.write(at, parts.minute);
      second.write(at, parts.second);
      nanosecond.write(at, instant.nanos);
    };
  },
});
