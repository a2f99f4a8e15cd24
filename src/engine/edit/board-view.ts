import type { NodeJson, PinJson } from '../node-json.js';
import type { BoardJson, VariableJson } from './board-json.js';
import { type PinPlace, pinPlaces } from './pin-places.js';

/** What an update hook sees of the board around its node. */
export interface BoardView {
  /** The node of this id, if runs can start there: only its names and pins are to be looked at. */
  findEvent(id: string): NodeJson | undefined;
  findVariable(id: string): VariableJson | undefined;
  /**
   * The pin at the other end of a pin's first wire; beyond relay pins, whose types nobody keeps up to
   * date, as far as they lead.
   */
  findPeer(pin: PinJson): PinJson | undefined;
  /** A description or schema in full: boards keep long ones in `refs` and a key in their place. */
  textOf(text: string): string;
  createId(): string;
}

/** What a placed node becomes after an edit: a changed copy, or the node itself. Looks, never touches. */
export type UpdateHook = (node: NodeJson, board: BoardView) => NodeJson;

/** A view in which nodes can be exchanged, without building it anew. */
export interface ChangingView extends BoardView {
  readonly nodes: ReadonlyMap<string, NodeJson>;
  replace(id: string, node: NodeJson): void;
}

/** More relays in a row than any nesting of layers needs. */
const MAX_RELAYS = 256;

/** Expects links without loose ends; `replace` may leave some. */
export function viewOf(board: BoardJson, createId: () => string): ChangingView {
  const nodes = new Map(Object.entries(board.nodes ?? {}));
  const variables = new Map(Object.entries(board.variables ?? {}));
  const places = pinPlaces(board);
  const refs = new Map(Object.entries(board.refs ?? {}));

  const nextPlace = (pin: PinJson, direction: PinJson['pin_type']): PinPlace | undefined => {
    const ids = direction === 'Input' ? pin.depends_on : pin.connected_to;
    return places.get(ids.find((id) => places.has(id))!);
  };
  return {
    nodes,
    createId,
    textOf: (text) => refs.get(text) ?? text,
    findEvent(id) {
      const node = nodes.get(id);
      return node?.start === true ? node : undefined;
    },
    findVariable: (id) => variables.get(id),
    findPeer(pin) {
      // A relay may be either; the way goes on in the direction it began.
      const direction = pin.pin_type;
      let place = nextPlace(pin, direction);
      for (let relays = 0; place?.isRelay && relays < MAX_RELAYS; relays++)
        place = nextPlace(place.pin, direction) ?? place;
      return place?.pin;
    },
    replace(id, node) {
      for (const [pinId, pin] of Object.entries(nodes.get(id)?.pins ?? {}))
        if (places.get(pinId)?.pin === pin) places.delete(pinId);
      for (const [pinId, pin] of Object.entries(node.pins))
        if (!places.has(pinId))
          places.set(pinId, { id: pinId, pin, layer: node.layer, isRelay: false });
      nodes.set(id, node);
    },
  };
}
