import type { PinJson } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';

/** Who has a pin. */
export interface PinOwner {
  readonly kind: 'node' | 'layer';
  readonly id: string;
}

export type FindOwner = (pinId: string) => PinOwner | undefined;

type WithPins = { readonly pins: Record<string, PinJson> } | undefined;

/** The owners of all pins of a board, kept up to date while the board changes. */
export class PinOwners {
  private readonly byPin = new Map<string, PinOwner>();
  /** Whether several have a pin of one id, as in old boards. A node's then comes before a layer's. */
  hasDoubles = false;

  constructor({ nodes, layers }: Pick<BoardJson, 'nodes' | 'layers'>) {
    for (const [id, node] of Object.entries(nodes ?? {})) this.add({ kind: 'node', id }, node);
    for (const [id, layer] of Object.entries(layers ?? {})) this.add({ kind: 'layer', id }, layer);
  }

  readonly find: FindOwner = (pinId) => this.byPin.get(pinId);

  replace(kind: PinOwner['kind'], id: string, before: WithPins, after: WithPins): void {
    if (before?.pins === after?.pins) return;
    const pins = after?.pins ?? {};
    for (const pinId of Object.keys(before?.pins ?? {})) {
      const owner = this.byPin.get(pinId);
      const isMine = owner?.kind === kind && owner.id === id;
      if (isMine && !Object.hasOwn(pins, pinId)) this.byPin.delete(pinId);
    }
    this.add({ kind, id }, after);
  }

  private add(owner: PinOwner, item: WithPins): void {
    for (const pinId of Object.keys(item?.pins ?? {})) {
      const other = this.byPin.get(pinId);
      if (other === undefined) this.byPin.set(pinId, owner);
      else if (other.kind !== owner.kind || other.id !== owner.id) this.hasDoubles = true;
    }
  }
}
