import type { PinJson } from '../../node-json.js';
import type { PinOwner } from '../settle/pin-owners.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand } from './command.js';
import { Refusal } from './refusal.js';
import { cutWire } from './relay-wires.js';
import { list, record, text } from './shapes.js';
import { link, unlink } from './wires.js';

/** Either end is a pin of a node or of a layer. */
interface Ends {
  from_node: string;
  from_pin: string;
  to_node: string;
  to_pin: string;
}
const ends = { from_node: text, from_pin: text, to_node: text, to_pin: text };

interface ConnectPin extends Ends {
  /** What was wired there before, filled in for the undo. */
  replaced_pins: string[];
}

/**
 * Control goes from an output to one place, and an input has its value from one place: the wire takes the
 * place of others there. Types are not compared.
 */
export const connectPin = defineCommand<ConnectPin>({
  shape: record({ ...ends, replaced_pins: list(text) }),

  execute(draft, { from_node, from_pin, to_node, to_pin }) {
    if (from_node === to_node) throw new Refusal('Cannot connect a node to itself');
    if (from_pin === to_pin) throw new Refusal('Cannot connect a pin to itself');
    const [from, to] = [requirePin(draft, from_node, from_pin), requirePin(draft, to_node, to_pin)];
    if (from.owner.kind === 'node' && from.pin.pin_type === 'Input')
      throw new Refusal(`Pin ${from_pin} is an input: a wire starts at an output`);
    if (to.owner.kind === 'node' && to.pin.pin_type === 'Output')
      throw new Refusal(`Pin ${to_pin} is an output: a wire ends at an input`);
    const isControl = from.pin.data_type === 'Execution';
    const replaced_pins = isControl ? from.pin.connected_to : to.pin.depends_on;
    for (const other of replaced_pins)
      if (isControl) unlink(draft, from_pin, other);
      else unlink(draft, other, to_pin);
    link(draft, from_pin, to_pin);
    return { from_node, from_pin, to_node, to_pin, replaced_pins };
  },

  undo(draft, { from_pin, to_pin, replaced_pins }) {
    cutWire(draft, from_pin, to_pin);
    const isControl = draft.findPin(from_pin)?.data_type === 'Execution';
    for (const other of replaced_pins)
      if (isControl) link(draft, from_pin, other);
      else link(draft, other, to_pin);
  },
});

export const disconnectPin = defineCommand<Ends>({
  shape: record(ends),

  execute(draft, command) {
    const { from_node, from_pin, to_node, to_pin } = command;
    requirePin(draft, from_node, from_pin);
    requirePin(draft, to_node, to_pin);
    if (!cutWire(draft, from_pin, to_pin))
      throw new Refusal(`There is no wire from ${from_pin} to ${to_pin}`);
    return command;
  },

  undo(draft, { from_pin, to_pin }) {
    link(draft, from_pin, to_pin);
  },
});

function requirePin(draft: BoardDraft, ownerId: string, id: string) {
  const owner: PinOwner | undefined = draft.nodes.has(ownerId)
    ? { kind: 'node', id: ownerId }
    : draft.layers.has(ownerId)
      ? { kind: 'layer', id: ownerId }
      : undefined;
  if (owner === undefined) throw new Refusal(`There is no node or layer ${ownerId}`);
  const pins = draft.pinsOf(owner);
  const pin: PinJson | undefined = Object.hasOwn(pins, id) ? pins[id] : undefined;
  if (pin === undefined)
    throw new Refusal(`${owner.kind === 'node' ? 'Node' : 'Layer'} ${ownerId} has no pin ${id}`);
  return { owner, pin };
}
