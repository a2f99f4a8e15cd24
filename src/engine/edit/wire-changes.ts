import type { PinJson } from '../node-json.js';
import { withChanges } from './changes.js';
import type { PinPlace } from './pin-places.js';

/** Links of pins that become others. */
export class WireChanges {
  private readonly links = new Map<string, { connected: Set<string>; depends: Set<string> }>();

  constructor(private readonly places: ReadonlyMap<string, PinPlace>) {}

  cut(from: string, to: string): void {
    this.linksOf(from).connected.delete(to);
    this.linksOf(to).depends.delete(from);
  }

  join(from: string, to: string): void {
    this.linksOf(from).connected.add(to);
    this.linksOf(to).depends.add(from);
  }

  applyTo(pin: PinJson, id: string): PinJson {
    const links = this.links.get(id);
    if (links === undefined) return pin;
    return withChanges(pin, {
      connected_to: [...links.connected].sort(),
      depends_on: [...links.depends].sort(),
    });
  }

  private linksOf(id: string) {
    let links = this.links.get(id);
    if (links === undefined) {
      const pin = this.places.get(id)?.pin;
      links = { connected: new Set(pin?.connected_to), depends: new Set(pin?.depends_on) };
      this.links.set(id, links);
    }
    return links;
  }
}
