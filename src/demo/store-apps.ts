import type { Category } from '../apps/app-terms.js';

/** An app of the demo store: one of the example boards, and how people start it. */
export interface DemoApp {
  readonly name: string;
  readonly description: string;
  readonly longDescription: string;
  readonly category: Category;
  readonly tags: readonly string[];
  /** In `examples`. */
  readonly file: string;
  /** The node of the board that its events lead to. */
  readonly start: string;
  /** Five fields of cron and a zone: it has a schedule, too, which rests until somebody switches it on. */
  readonly schedule?: { readonly cron_expression: string; readonly timezone: string };
}

export const DEMO_APPS: readonly DemoApp[] = [
  {
    name: 'Greetings',
    description: 'Greets everybody in a list.',
    longDescription:
      'Goes through a list of names and says hello to each one. A first board to look into.',
    category: 'Education',
    tags: ['hello', 'loops', 'beginners'],
    file: 'greetings.yaml',
    start: 'start',
  },
  {
    name: 'CSV Totals',
    description: 'Reads a text of rows and columns and adds up a column.',
    longDescription:
      'Splits a CSV text into rows and cells, turns the prices into numbers and answers with their sum.',
    category: 'Finance',
    tags: ['csv', 'numbers', 'spreadsheets'],
    file: 'csv-total.yaml',
    start: 'start',
  },
  {
    name: 'Order Desk',
    description:
      'Packs what somebody ordered, and says what is wrong with an order that cannot be packed.',
    longDescription:
      'Takes a customer, a list of items and whether it is urgent. Shows branches, loops and what to do about errors.',
    category: 'Shopping',
    tags: ['orders', 'branches', 'errors'],
    file: 'order.yaml',
    start: 'order',
  },
  {
    name: 'Daily Report',
    description: 'Writes a report of what was sold up to now.',
    longDescription:
      'Fills in a template with the date and what was sold. Comes with a schedule for every morning, switched off.',
    category: 'Business',
    tags: ['reports', 'schedule', 'templates'],
    file: 'report.yaml',
    start: 'start',
    schedule: { cron_expression: '0 7 * * 1-5', timezone: 'UTC' },
  },
  {
    name: 'Input Checker',
    description: 'Takes an order only when it is what a JSON Schema says.',
    longDescription:
      'Checks a JSON text against a schema, and tells what is wrong with it otherwise.',
    category: 'Utilities',
    tags: ['json', 'schema', 'validation'],
    file: 'validate.yaml',
    start: 'order',
  },
  {
    name: 'Countdown',
    description:
      'Counts up to a number with a function that says each one, then clears two pads at once.',
    longDescription: 'Shows functions, layers, comments, and two branches that run side by side.',
    category: 'Games',
    tags: ['functions', 'parallel', 'fun'],
    file: 'countdown.yaml',
    start: 'start',
  },
];
