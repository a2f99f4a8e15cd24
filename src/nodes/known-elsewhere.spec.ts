import { describe, expect, it } from '@jest/globals';
import { compile, execute, findProblems, NodeRegistry, readBoard } from '../engine/index.js';
import { RecordingHost } from '../engine/testing.js';
import { allNodes } from './index.js';
import { needsElsewhere } from './known-elsewhere.js';
import { board } from './testing.js';

const registry = new NodeRegistry(allNodes, needsElsewhere);

describe('a node type of the ecosystem that is not here', () => {
  const TYPES = [
    ['ai_generative_invoke', 'a language model'],
    ['a2ui_set_element_text', 'a page of the app that is open before somebody'],
    ['browser_screenshot', 'a web browser that it can steer'],
    ['data_atlassian_get_me', 'an account at Atlassian'],
    ['insert_local_db', 'a vector database of the app'],
  ] as const;
  const built = (type: string) =>
    readBoard(
      board()
        .node('start', 'events_simple')
        .node('n', type)
        .wire('start.exec_out', 'n.exec_in')
        .json(),
    );

  it.each(TYPES)(
    '%s fails its run with a sentence that says what it needs',
    async (type, needs) => {
      const program = compile(built(type), registry);
      const { status, error } = await execute(program, {
        start: 'start',
        host: new RecordingHost(),
      });
      expect(status).toBe('failed');
      expect(error).toBe(
        `Node "${type}" (${type}, n) failed: This server has no node type '${type}'; it needs ${needs}`,
      );
    },
  );

  it.each(TYPES)('%s is a problem of the board', (type, needs) => {
    expect(findProblems(built(type), registry)).toMatchObject([
      {
        severity: 'error',
        code: 'unknown_node_type',
        nodeId: 'n',
        message: `Node "${type}" (${type}) is of a type this server does not have; it needs ${needs}`,
      },
    ]);
  });

  it.each(['no_such_node', '', '__proto__', 'my_a2ui_'])('of %p nothing is known', (name) => {
    expect(needsElsewhere(name)).toBeUndefined();
  });
});
