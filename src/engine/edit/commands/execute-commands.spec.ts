import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodeJson } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';
import { board, countingIds, deepFreeze, sink } from '../boards.testing.js';
import { hooked, registry } from '../hooked.testing.js';
import { randomBoards } from '../random-boards.testing.js';
import { execute, NOW, stored, undo } from './commands.testing.js';
import { CommandError } from './undo-commands.js';
import { executeCommands } from './execute-commands.js';
import { commandOf, draws } from './random-commands.testing.js';

const start = () =>
  stored(
    board(...hooked)
      .node('a', 'source')
      .node('p', 'passer')
      .node('t', 'taker'),
  );
const move = (node_id: string) => ({
  command_type: 'MoveNode',
  node_id,
  to_coordinates: [1, 2, 3],
});
const connect = (from: string, to: string) => ({
  command_type: 'ConnectPin',
  from_node: from.split('.')[0],
  from_pin: from,
  to_node: to.split('.')[0],
  to_pin: to,
});

describe('executeCommands', () => {
  it('does commands in order, and answers as many in that order', () => {
    const node = nodeJson(sink, 'b', (_, name) => `b.${name}`);
    const { board: after, commands } = execute(start(), [
      { command_type: 'AddNode', node },
      connect('a.text', 'b.text'),
      move('b'),
    ]);
    expect(
      commands.map((command) => (command as typeof node & object)['command_type' as never]),
    ).toEqual(['AddNode', 'ConnectPin', 'MoveNode']);
    expect(after.nodes['b']).toMatchObject({ coordinates: [1, 2, 3] });
    expect(after.nodes['b']!.pins['b.text']!.depends_on).toEqual(['a.text']);
  });

  it('skips what fails, says why, and goes on', () => {
    const bad = [move('nobody'), { command_type: 'Explode' }, 'text', null, [], { nodes: {} }];
    const {
      board: after,
      commands,
      skipped,
    } = execute(start(), [...(bad as object[]), { ...move('a'), colour: 'red' }]);
    expect(after.nodes['a']!.coordinates).toEqual([1, 2, 3]);
    bad.forEach((command, index) => expect(commands[index]).toBe(command));
    expect(commands[6]).not.toHaveProperty('colour');
    expect(skipped.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(skipped[0]!.message).toBe('There is no node, comment or layer nobody');
    for (const { message } of skipped.slice(1))
      expect(message).toContain('command_type must be one of AddNode, UpdateNode');
  });

  it('leaves nothing of a command that fails half-way', () => {
    const before = start();
    const layer = {
      command_type: 'UpsertLayer',
      layer: { id: 'new', name: 'New' },
      node_ids: ['a', 'p', 'nobody'],
    };
    const { board: after } = execute(before, [layer, move('t')]);
    expect(after.layers).toEqual({});
    expect(after.nodes['a']!.layer).toBeNull();
    const { board: same, skipped } = execute(before, [layer]);
    expect(same).toBe(before);
    expect(skipped).toHaveLength(1);
    expect(execute(before, []).board).toBe(before);
  });

  it('lets nodes follow what is around them, and puts the board in order', () => {
    const { board: after } = execute(start(), [
      connect('a.texts', 'p.in'),
      connect('p.out', 't.value'),
    ]);
    expect(after.nodes['t']!.pins['t.value']).toMatchObject({
      data_type: 'String',
      value_type: 'Array',
    });
    expect(after.updated_at).toEqual(NOW);
    expect(after.created_at).toEqual({ secs_since_epoch: 0, nanos_since_epoch: 0 });
  });

  it('brings placed nodes of an older version up to date', () => {
    const before = start();
    const node = { ...before.nodes['t']!, version: null, friendly_name: 'Old' };
    const old = { ...before, nodes: { ...before.nodes, t: node } };
    const newer = registry.nodeTypes.map((type) => ({ ...type, version: 3 }));
    const context = {
      registry: {
        nodeTypes: newer,
        find: (name: string) => newer.find((type) => type.name === name),
      },
      createId: countingIds(),
      now: NOW,
    };
    const { board: after } = executeCommands(old, [move('a')], context as never);
    expect(after.nodes['t']).toMatchObject({ friendly_name: 'Taker', version: 3 });
  });
});

describe('hostile commands', () => {
  it('are refused as a whole when there are too many', () => {
    const many = Array.from({ length: 20_001 }, () => move('a'));
    expect(() => execute(start(), many)).toThrow('commands must be 20000 at most');
    expect(() => undo(start(), many)).toThrow('commands must be 20000 at most');
  });

  it('are refused as a whole when they want too much', () => {
    const built = board().layer('box', {});
    const layers: Record<string, string> = {};
    for (let count = 0; count < 2000; count++) {
      built.node(`n${count}`, 'sink');
      layers[`n${count}`] = 'box';
    }
    const before = stored(built, layers);
    const many = Array.from({ length: 5000 }, () => move('box'));
    expect(() => execute(before, many)).toThrow('commands change too much at once');
    expect(execute(before, [move('box')]).skipped).toEqual([]);
  });

  it('may each be refused, twenty thousand times', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => move(`nobody-${index}`));
    expect(execute(start(), many).skipped).toHaveLength(20_000);
  });

  it('may hold huge lists, deep nesting and names of prototypes', () => {
    const node = nodeJson(sink, 'b', (_, name) => `b.${name}`);
    const pin = node.pins['b.text']!;
    pin.depends_on = Array.from({ length: 100_000 }, (_, index) => `p${index}`);
    pin.default_value = Array.from({ length: 200_000 }, () => 32);
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const fields = `"__proto__":{"polluted":1},"constructor":{"polluted":1},"deep":${deep}`;
    const evil = JSON.parse(
      `{"command_type":"AddNode",${fields},"node":{${fields},${JSON.stringify(node).slice(1)}}`,
    ) as object;
    const context = { registry, createId: countingIds(), now: NOW };
    const { board: after, skipped } = executeCommands(start(), [evil], context);
    expect(skipped).toEqual([]);
    expect(after.nodes['b']!.pins['b.text']!.depends_on).toEqual([]);
    expect(after.nodes['b']).not.toHaveProperty('deep');
    expect({}).not.toHaveProperty('polluted');
  });

  it('keep texts with lone surrogates as they are', () => {
    const comment = { id: 'c', content: '\ud83d' };
    const { board: after } = execute(start(), [{ command_type: 'UpsertComment', comment }]);
    expect(JSON.parse(JSON.stringify(after.comments['c']))).toMatchObject({ content: '\ud83d' });
  });

  it('of any shape are done or refused', () => {
    const types = ['AddNode', 'UpdateNode', 'RemoveNode', 'MoveNode', 'CopyPaste', 'UpsertPin'];
    types.push('ConnectPin', 'DisconnectPin', 'UpsertVariable', 'RemoveVariable', 'UpsertComment');
    types.push('RemoveComment', 'UpsertLayer', 'RemoveLayer');
    const fields = 'node layer variable comment pin node_id current_layer to_coordinates from_node';
    const command = fc
      .tuple(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...fields.split(' ')), fc.jsonValue()),
      )
      .map(([command_type, rest]) => ({ ...rest, command_type }));
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        const { commands: answers } = execute(start(), commands);
        expect(answers).toHaveLength(commands.length);
      }),
    );
  });
});

it('edits any board, however damaged, and never changes its input', () => {
  fc.assert(
    fc.property(randomBoards, draws, (damaged, batches) => {
      let json: BoardJson = deepFreeze(damaged);
      for (const batch of batches) {
        const commands = batch.map((drawn) => commandOf({ ...json, ...mapsOf(json) }, drawn));
        const { board: after, answers } = execute(json, commands);
        expectUndoOrRefusal(after, answers);
        json = after;
      }
    }),
    { numRuns: 100 },
  );
});

function expectUndoOrRefusal(json: BoardJson, answers: readonly object[]): void {
  try {
    undo(json, answers);
  } catch (error) {
    expect(error).toBeInstanceOf(CommandError);
  }
}

/** Commands are drawn for what can be taken for a node, a comment and so on. */
function mapsOf({ nodes, layers, comments, variables }: BoardJson) {
  const objects = <T>(map: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(typeof map === 'object' ? (map ?? {}) : {}).filter(
        ([, item]) => typeof item === 'object' && item !== null,
      ),
    ) as Record<string, T>;
  return {
    nodes: objects(nodes),
    layers: objects(layers),
    comments: objects(comments),
    variables: objects(variables),
  };
}
