import type { PinJson } from '../../node-json.js';
import type { PinOwner } from '../settle/pin-owners.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand } from './command.js';
import { pinShape } from './element-shapes.js';
import { Refusal } from './refusal.js';
import { removePin, rewire, withLinksOf } from './relay-wires.js';
import { optional, record, text } from './shapes.js';
import { pinSnapshot } from './snapshots.js';
import { inPlaceOf } from './wires.js';

interface UpsertPin {
  node_id: string;
  pin: PinJson;
  old_pin: PinJson | null;
}

/** Replaces a pin of a node or layer, or adds one: with an id of the server's, behind the others. */
export const upsertPin = defineCommand<UpsertPin>({
  shape: record({ node_id: text, pin: pinShape, old_pin: optional(pinShape) }),

  execute(draft, { node_id, pin }, { createId }) {
    const owner = ownerOf(draft, node_id);
    if (owner === undefined) throw new Refusal('Node not found');
    const pins = draft.pinsOf(owner);
    if (Object.hasOwn(pins, pin.id)) {
      const old_pin = pinSnapshot(draft, pins[pin.id]!);
      return { node_id, pin: replace(draft, owner, pin), old_pin };
    }
    const peers = Object.values(pins).filter(({ pin_type }) => pin_type === pin.pin_type);
    return {
      node_id,
      pin: add(draft, owner, { ...pin, id: createId(), index: peers.length + 1 }),
      old_pin: null,
    };
  },

  redo(draft, { node_id, pin, old_pin }) {
    const owner = ownerOf(draft, node_id);
    if (owner === undefined) throw new Refusal('Node not found');
    if (old_pin === null && draft.isTaken(pin.id))
      throw new Refusal(`The id ${pin.id} is taken by something else on the board`);
    if (old_pin === null) add(draft, owner, pin);
    else replace(draft, owner, pin);
  },

  undo(draft, { node_id, pin, old_pin }) {
    const owner = ownerOf(draft, node_id);
    if (owner === undefined || !Object.hasOwn(draft.pinsOf(owner), pin.id)) return;
    if (old_pin === null) return removePin(draft, pin.id);
    if (old_pin.id !== pin.id) throw new Refusal('pin and old_pin must have one id');
    add(draft, owner, withLinksOf(old_pin, draft.pinsOf(owner)[pin.id]));
    rewire(draft, old_pin);
  },
});

function replace(draft: BoardDraft, owner: PinOwner, pin: PinJson): PinJson {
  const { [pin.id]: before } = draft.pinsOf(owner);
  const { [pin.id]: after } = inPlaceOf(draft, before ? { [pin.id]: before } : {}, {
    [pin.id]: pin,
  });
  return add(draft, owner, after!);
}

function add(draft: BoardDraft, owner: PinOwner, pin: PinJson): PinJson {
  draft.setPins(owner, { ...draft.pinsOf(owner), [pin.id]: pin });
  return pin;
}

function ownerOf(draft: BoardDraft, id: string): PinOwner | undefined {
  if (draft.nodes.has(id)) return { kind: 'node', id };
  return draft.layers.has(id) ? { kind: 'layer', id } : undefined;
}
