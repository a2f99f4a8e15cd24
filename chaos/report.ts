import type { Result } from './row.js';

const COLUMNS = [
  'fault',
  'accepted',
  'finished',
  'lost',
  'run twice',
  'wrong status',
  'attempted again',
  'all ready after',
  'recovered after',
  'errors seen by clients',
];

/** The first two lines of the Markdown table. */
export function head(): string {
  return `| ${COLUMNS.join(' | ')} |\n|${COLUMNS.map((_, index) => (index === 0 ? ' --- ' : ' --: ')).join('|')}|`;
}

export function line({ what, verdict, readyMs, errors }: Result): string {
  const seen = [...errors].map(([name, count]) => `${name}: ${count}`).join(', ');
  const { accepted, finished, lost, twice, wrong, attemptedAgain, recoveredMs } = verdict;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const cells = [
    what,
    accepted,
    finished,
    lost,
    twice,
    wrong,
    attemptedAgain,
    seconds(readyMs),
    seconds(recoveredMs),
    seen || '0',
  ];
  return `| ${cells.join(' | ')} |`;
}
