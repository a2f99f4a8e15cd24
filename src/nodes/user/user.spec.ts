import { describe, expect, it } from '@jest/globals';
import {
  compile,
  execute,
  NodeRegistry,
  readBoard,
  type UserContext,
  type Value,
} from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { allNodes } from '../index.js';
import { board } from '../testing.js';

const role = { id: 'r', name: 'R', permissions: 256, attributes: ['a'], customAttributes: [] };
const ann: UserContext = { sub: 'ann', role, isTechnicalUser: true, keyId: 'k' };

async function ask(
  type: string,
  output: string,
  user?: UserContext,
  inputs: Readonly<Record<string, Value>> = {},
) {
  const built = board()
    .node('start', 'events_simple')
    .node('n', type, inputs)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire(`n.${output}`, 'end.response');
  const program = compile(readBoard(built.json()), new NodeRegistry(allNodes));
  return (await execute(program, { start: 'start', host: new RecordingHost(), user })).result;
}

describe('nodes of the user', () => {
  it('utils_user_get_executing_user', async () => {
    expect(await ask('utils_user_get_executing_user', 'user_context', ann)).toEqual(ann);
    expect(await ask('utils_user_get_executing_user', 'user_context')).toBeNull();
    expect(await ask('utils_user_get_executing_user', 'has_user')).toBe(false);
  });

  it('utils_user_has_attribute', async () => {
    const has = (attribute: string, user?: UserContext) =>
      ask('utils_user_has_attribute', 'has_attribute', user, { attribute });
    expect(await has('a', ann)).toBe(true);
    expect(await has('A', ann)).toBe(false);
    expect(await has('a', { ...ann, role: null })).toBe(false);
    expect(await has('a')).toBe(false);
  });

  it.each([
    ['Read Boards', 256, true],
    ['Write Boards', 256, false],
    ['Write Boards', 2, true],
    ['Write Routes', 2 ** 25, true],
    ['nonsense', 1, false],
    ['constructor', 1, false],
  ])('utils_user_has_permission: %s with %p is %p', async (permission, permissions, expected) => {
    const user = { ...ann, role: { ...role, permissions } };
    const has = (who?: UserContext) =>
      ask('utils_user_has_permission', 'has_permission', who, { permission });
    expect(await has(user)).toBe(expected);
    expect(await has()).toBe(false);
  });

  it('utils_user_is_technical_user', async () => {
    expect(await ask('utils_user_is_technical_user', 'is_technical', ann)).toBe(true);
    expect(await ask('utils_user_is_technical_user', 'key_id')).toBe('');
  });
});
