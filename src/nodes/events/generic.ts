import {
  defineNode,
  Float,
  NodeError,
  pin,
  type Value,
  type ValueObject,
} from '../../engine/index.js';

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
          const members = new Members(payload);
          for (const [name, output] of extra.outputs) {
            const found = members.take(name);
            if (found !== undefined) output.write(at, found);
          }
          rest.write(at, members.left());
        } else rest.write(at, payload as unknown as ValueObject); // data that is no object goes there whole
      }
      for (const output of execOutputs) output.on(at);
    };
  },
});

/** The members of the payload, of which pins take theirs. */
class Members {
  private readonly entries: [string, Value][];
  private readonly positions: Map<string, number>;
  /** Names that are equal but for case and underscores; made when a name is not found as it is. */
  private alike: Map<string, string[]> | undefined;

  constructor(payload: ValueObject) {
    this.entries = Object.entries(payload);
    this.positions = new Map(this.entries.map(([name], position) => [name, position]));
  }

  /** Takes the member of that name, else the first one that is equal but for case and underscores. */
  take(name: string): Value | undefined {
    const position = this.positions.get(name) ?? this.positions.get(this.findAlike(name) ?? name);
    if (position === undefined) return undefined;
    const [found, value] = this.entries[position]!;
    this.positions.delete(found);
    // The last member takes the place of the removed one, as in the ecosystem's objects.
    const last = this.entries.pop()!;
    if (position < this.entries.length) {
      this.entries[position] = last;
      this.positions.set(last[0], position);
    }
    return value;
  }

  private findAlike(name: string): string | undefined {
    this.alike ??= this.groupAlike();
    const names = this.alike.get(loosely(name)) ?? [];
    while (names.length > 0) {
      const first = names.pop()!;
      if (this.positions.has(first)) return first;
    }
    return undefined;
  }

  private groupAlike(): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const [name] of this.entries.toReversed()) {
      const names = groups.get(loosely(name));
      if (names === undefined) groups.set(loosely(name), [name]);
      else names.push(name);
    }
    return groups;
  }

  left(): ValueObject {
    return Object.fromEntries(this.entries);
  }
}

const loosely = (name: string) => name.toLowerCase().replaceAll('_', '');

function isObject(value: Value): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float)
  );
}
