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
          const members = Object.entries(payload);
          for (const [name, output] of extra.outputs) {
            const found = takeMember(members, name);
            if (found !== undefined) output.write(at, found);
          }
          rest.write(at, Object.fromEntries(members));
        } else rest.write(at, payload as unknown as ValueObject); // data that is no object goes there whole
      }
      for (const output of execOutputs) output.on(at);
    };
  },
});

/** Takes the member of that name, else the first one that is equal but for case and underscores. */
function takeMember(members: [string, Value][], name: string): Value | undefined {
  let index = members.findIndex(([key]) => key === name);
  if (index < 0) index = members.findIndex(([key]) => loosely(key) === loosely(name));
  if (index < 0) return undefined;
  const [, value] = members[index]!;
  // The last member takes the place of the removed one, as in the ecosystem's objects.
  const last = members.pop()!;
  if (index < members.length) members[index] = last;
  return value;
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
