import {
  defineNode,
  isObject,
  NodeError,
  pin,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { Members } from '../members.js';

export const genericEvent = defineNode({
  name: 'events_generic',
  title: 'Generic Event',
  doc: 'Starts a run with the data the caller sends. Each output pin you add takes the member of its name; the rest goes to Payload.',
  category: 'Events',
  start: true,
  inputs: {},
  outputs: {
    exec_out: pin.exec('Exec Out', 'Goes on here when the event fires.'),
    payload: pin.struct('Payload', 'What is left of the data once the other pins took theirs.'),
  },
  extraPins: 'optional',
  bind: ({ outputs: { payload: rest }, extra, execOutputs }) => {
    return (at) => {
      if (!at.frame.delegated) {
        const { payload } = at;
        if (payload === undefined || payload === null) throw new NodeError('Payload is missing');
        if (isObject(payload)) {
          const members = new PayloadMembers(payload);
          for (const [name, output] of extra.outputs) {
            const found = members.take(name);
            if (found !== undefined) output.write(at, found);
          }
          rest.write(at, members.toObject());
        } else rest.write(at, payload as unknown as ValueObject); // data that is no object goes there whole
      }
      for (const output of execOutputs) output.on(at);
    };
  },
});

/** The members of the payload, of which pins take theirs. */
class PayloadMembers extends Members {
  /** Names that are equal but for case and underscores; made when a name is not found as it is. */
  private alike: Map<string, string[]> | undefined;

  /** Takes the member of that name, else the first one that is equal but for case and underscores. */
  override take(name: string): Value | undefined {
    return super.take(this.has(name) ? name : (this.findAlike(name) ?? name));
  }

  private findAlike(name: string): string | undefined {
    this.alike ??= this.groupAlike();
    const names = this.alike.get(loosely(name)) ?? [];
    while (names.length > 0) {
      const first = names.pop()!;
      if (this.has(first)) return first;
    }
    return undefined;
  }

  private groupAlike(): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const name of this.names().toReversed()) {
      const names = groups.get(loosely(name));
      if (names === undefined) groups.set(loosely(name), [name]);
      else names.push(name);
    }
    return groups;
  }
}

const loosely = (name: string) => name.toLowerCase().replaceAll('_', '');
