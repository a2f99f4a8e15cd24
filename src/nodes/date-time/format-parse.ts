import { defineNode, NodeError, pin } from '../../engine/index.js';
import { instantOf, shown, textOfInstant } from './instant.js';
import { findDate, findDateAs } from './read-date.js';
import { writeDate } from './write-date.js';

export const formatDate = defineNode({
  name: 'utils_datetime_format',
  title: 'Format DateTime',
  doc: 'Writes a date as a text, in UTC.',
  category: 'Utils/DateTime',
  inputs: {
    date: pin.date('Date', 'The date.'),
    format: pin.string('Format', 'rfc3339, rfc2822 or a form such as "%d %B %Y, %H:%M".', {
      default: 'rfc3339',
    }),
  },
  outputs: { formatted: pin.string('Formatted', 'The text.') },
  bind: ({ inputs: { date, format }, outputs: { formatted } }) => {
    return (at) => formatted.write(at, writeDate(instantOf(date.read(at)), format.read(at)));
  },
});

export const parseDate = defineNode({
  name: 'utils_datetime_parse',
  title: 'Parse DateTime',
  doc: 'Reads a date from a text. Without a form it takes RFC 3339, RFC 2822, seconds since 1970 and the usual ways to write a day; where it is open, the day stands before the month.',
  category: 'Utils/DateTime',
  inputs: {
    input: pin.string('Input', 'The text.'),
    format: pin.string('Format', 'Its form, such as "%d.%m.%Y %H:%M"; nothing = any.', {
      default: '',
    }),
  },
  outputs: { date: pin.date('Date', 'The date; the text is taken as UTC where it has a form.') },
  bind: ({ inputs: { input, format }, outputs: { date } }) => {
    return (at) => {
      const text = input.read(at);
      const form = format.read(at);
      const found = form === '' ? findDate(text) : findDateAs(text, form);
      if (found === undefined)
        throw new NodeError(`Failed to parse DateTime from input: ${shown(text)}`);
      date.write(at, textOfInstant(found));
    };
  },
});
