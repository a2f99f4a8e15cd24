import { defineNode, findEqual, pin } from '../../engine/index.js';

export const has = defineNode({
  name: 'set_has',
  title: 'Has Element',
  doc: 'Whether a value is in a set.',
  category: 'Utils/Set',
  inputs: {
    set_in: pin.set(pin.generic('Set', 'Where to look.')),
    value: pin.generic('Value', 'What to look for; 1 and 1.0 are two different things.'),
  },
  outputs: { contains: pin.boolean('Contains?', 'Whether it is there.') },
  typeRules: {
    match: [
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['set_in', 'value']],
  },
  bind: ({ inputs: { set_in, value }, outputs: { contains } }) => {
    return (at) => contains.write(at, findEqual(set_in.read(at), value.read(at)) >= 0);
  },
});
