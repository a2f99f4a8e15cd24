import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../common/errors.js';
import { likePattern } from './like-pattern.js';
import { compileLogQuery } from './log-query.js';

const LINE = { time: 1_764_000_000_250, level: 2, node_id: 'abc', message: `It's 50% done` };

describe('a query of logs', () => {
  it.each([
    ['log_level IN (0, 1)', false],
    ['log_level in (1,2)', true],
    ['log_level NOT IN (2)', false],
    ["message LIKE '%50\\%%'", true],
    ["message LIKE '%51\\%%'", false],
    ["message LIKE 'It''s%'", true],
    ["message LIKE '%DONE'", false],
    ["message ILIKE '%DONE'", true],
    ["message NOT LIKE '%done%'", false],
    ["(log_level IN (2)) AND (message LIKE '%done%')", true],
    ["log_level = 1 OR log_level = 2 AND node_id = 'x'", false],
    ["(log_level = 1 OR log_level = 2) AND node_id <> 'x'", true],
    ['NOT log_level = 1', true],
    ['NOT NOT log_level = 1', false],
    ['operation_id IS NULL', true],
    ['operation_id IS NOT NULL', false],
    ["operation_id = 'x'", false],
    ["NOT operation_id = 'x'", false], // unknown, as SQL has it
    ["operation_id = 'x' OR log_level = 2", true],
    ['token_in > 0 AND log_level = 2', false],
    ['NOT (token_in > 0 AND log_level = 3)', true],
    ['start >= 1764000000250000 AND "end" <= 1764000000250000', true],
    ['start < -1e3', false],
    ['log_level != 2.0', false],
    ["bit_ids LIKE '%'", false],
    ['message IS NOT NULL', true],
  ])('%s', (query, expected) => {
    expect(compileLogQuery(query)(LINE)).toBe(expected);
  });

  it.each([
    ['', 1, 'must be a column'],
    ['log_level', 10, 'must be ='],
    ['log_level = ', 12, 'must be a number'],
    ["log_level = '1'", 13, 'must be a number'],
    ['message = 1', 11, 'must be a text'],
    ['message = message', 11, 'must be a text'],
    ["message = 'abc", 11, 'does not end'],
    ['log_level IN ()', 15, 'must be a number'],
    ['log_level IN (1', 16, ', or )'],
    ["log_level LIKE '1'", 16, 'a column of numbers'],
    ['log_level NOT 1', 15, 'must be IN, LIKE or ILIKE'],
    ['log_level = 1; DROP TABLE runs', 14, 'begins here'],
    ['log_level = 1 -- x', 15, 'begins here'],
    ['log_level = 1 OR', 17, 'must be a column'],
    ['log_level = 1 1', 15, 'AND, OR or the end'],
    ['(log_level = 1', 15, 'must be )'],
    ['__proto__ = 1', 1, 'must be a column'],
    ['constructor IS NULL', 1, 'must be a column'],
    ["message = (SELECT 'x')", 11, 'must be a text'],
    ['sleep(10) = 1', 1, 'must be a column'],
    ['log_level = 1abc', 13, 'begins here'],
    [`${'('.repeat(33)}log_level = 1${')'.repeat(33)}`, 33, 'nested deeper'],
    [`log_level IN (${'1,'.repeat(300)}1)`, 512, 'at most 500 words'],
    ['x'.repeat(4001), 4001, 'at most 4000 characters'],
    ["message = '\0", 11, 'does not end'],
  ])('%s is refused by its place', (query, position, words) => {
    const failure = thrownBy(() => compileLogQuery(query));
    const [error] = failure.errors!;
    expect(error!.path).toBe('query');
    expect(error!.message).toMatch(new RegExp(`^at character ${position}: `));
    expect(error!.message).toContain(words);
  });

  it('survives any number of NOTs that fits', () => {
    const query = `${'NOT '.repeat(400)}log_level = 2`;
    expect(compileLogQuery(query)(LINE)).toBe(true);
  });
});

describe('LIKE', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['%', '', true],
    ['%%', 'abc', true],
    ['a%', 'abc', true],
    ['%c', 'abc', true],
    ['a%c', 'ac', true],
    ['aa%aa', 'aaa', false],
    ['_', 'a', true],
    ['_', '', false],
    ['_', '😀', true],
    ['a_c', 'abc', true],
    ['a_c', 'ac', false],
    ['%a_c%d', 'xxabcyyd', true],
    ['%_%', '', false],
    ['\\_', '_', true],
    ['\\_', 'a', false],
    ['\\\\', '\\', true],
    ['a\\', 'a\\', true],
    ['[a-z]+', 'b', false],
    [`${'_'.repeat(100)}%`, 'x'.repeat(99), false],
    [`${'_'.repeat(100)}%`, 'x'.repeat(100), true],
    [`%${'ab_'.repeat(30)}`, `x${'abc'.repeat(30)}`, true],
  ])('%j of %j is %s', (pattern, text, expected) => {
    expect(likePattern(pattern, false)(text)).toBe(expected);
  });

  it('takes hostile patterns of long texts', () => {
    const text = 'a'.repeat(200_000);
    expect(likePattern(`${'%a'.repeat(500)}%b`, false)(text)).toBe(false);
    expect(likePattern(`${'%a_'.repeat(300)}%b`, false)(text)).toBe(false);
  });
});

function thrownBy(act: () => unknown): InvalidError {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
