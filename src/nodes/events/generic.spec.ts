import { describe, expect, it } from '@jest/globals';
import { type Value } from '../../engine/index.js';
import { board, run } from '../testing.js';

const echo = (output: string, ...pins: string[]) => {
  const built = board()
    .node('start', 'events_generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in');
  for (const pin of pins) built.pin(`start.${pin}`, 'Output', 'Generic');
  return built.wire(`start.${output}`, 'end.response');
};
const result = async (payload: Value, output: string, ...pins: string[]) =>
  (await run(echo(output, ...pins), { payload })).result;

describe('events_generic', () => {
  it('gives each added pin the member of its name and leaves the rest', async () => {
    expect(await result({ key: 'v', other: 2 }, 'key', 'key')).toBe('v');
    expect(await result({ key: 'v', other: 2 }, 'payload', 'key')).toEqual({ other: 2 });
  });

  it('finds a member whose name differs in case and underscores only, an exact one first', async () => {
    expect(await result({ userName: 'Ann' }, 'user_name', 'user_name')).toBe('Ann');
    expect(await result({ userName: 'Ann', user_name: 'Bob' }, 'user_name', 'user_name')).toBe(
      'Bob',
    );
  });

  it('moves the last member into the place of one that was taken', async () => {
    const rest = await result({ a: 1, b: 2, c: 3 }, 'payload', 'a');
    expect(Object.keys(rest as object)).toEqual(['c', 'b']);
  });

  it('gives the first of several alike to the first pin, the next one to the next', async () => {
    const payload = { A_b: 1, aB: 2, AB: 3 };
    expect(await result(payload, 'a_b', 'a_b', 'ab')).toBe(1);
    expect(await result(payload, 'ab', 'a_b', 'ab')).toBe(2);
    expect(await result(payload, 'payload', 'a_b', 'ab')).toEqual({ AB: 3 });
  });

  it('takes names that objects of JavaScript have for names as any other', async () => {
    const payload = JSON.parse('{"__proto__":1,"constructor":2,"x":3}') as Value;
    expect(await result(payload, '__proto__', '__proto__')).toBe(1);
    expect(await result(payload, 'toString', 'toString')).toBe(null);
    const rest = await result(payload, 'payload', 'x');
    expect(Object.keys(rest as object)).toEqual(['__proto__', 'constructor']);
  });

  it('passes data that is no object on as a whole', async () => {
    expect(await result([1, 2], 'payload')).toEqual([1, 2]);
    expect(await result('text', 'payload')).toBe('text');
  });

  it('fails without a payload', async () => {
    const { status, error } = await run(echo('payload'));
    expect(status).toBe('failed');
    expect(error).toContain('Payload is missing');
  });

  it('leaves a pin without its member empty', async () => {
    const { error } = await run(echo('key', 'key'), { payload: {} });
    expect(error).toContain("Pin 'key' has no value");
  });
});
