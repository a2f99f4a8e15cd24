import { aBoard, type BoardBuilder } from '../src/engine/testing.js';
import { allNodes } from '../src/nodes/index.js';

/** event → log: the board of the ecosystem's own throughput figure. */
export function twoNodes(): BoardBuilder {
  return aBoard(allNodes, { log_level: 'Fatal' })
    .node('start', 'events_simple')
    .node('log', 'log_info', { message: 'hi there' })
    .wire('start.exec_out', 'log.exec_in');
}

/** A start node and `length` log nodes one after the other. */
export function chain(length: number, logLevel: string): BoardBuilder {
  const board = aBoard(allNodes, { log_level: logLevel }).node('start', 'events_simple');
  let previous = 'start';
  for (let index = 0; index < length; index++) {
    board.node(`n${index}`, 'log_info', { message: 'line' });
    board.wire(`${previous}.exec_out`, `n${index}.exec_in`);
    previous = `n${index}`;
  }
  return board;
}

/** A loop over `items` items whose body reads three pure nodes. */
export function loop(items: number): BoardBuilder {
  return aBoard(allNodes, { log_level: 'Fatal' })
    .node('start', 'events_simple')
    .node('each', 'control_for_each', { array: Array.from({ length: items }, (_, n) => n) })
    .node('one', 'reroute')
    .node('two', 'reroute')
    .node('three', 'reroute')
    .node('body', 'log_info')
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'body.exec_in')
    .wire('each.value', 'one.route_in')
    .wire('one.route_out', 'two.route_in')
    .wire('two.route_out', 'three.route_in')
    .wire('three.route_out', 'body.message');
}

/** The same, with what boards of people have: longer texts, and pins for what to do when a node fails. */
export function richChain(nodes: number): BoardBuilder {
  const board = chain(nodes - 1, 'Fatal');
  for (let index = 0; index < nodes - 1; index++) {
    const [error, text] = [`n${index}.auto_handle_error`, `n${index}.auto_handle_error_string`];
    board.default(`n${index}.message`, 'A line of text as long as most of them are');
    board.pin(error, 'Output', 'Execution').default(error, false);
    board.pin(text, 'Output', 'String').default(text, '');
  }
  return board;
}
