import { defineNode, pin } from '../../engine/index.js';
import { bothOf, type ValueSet } from './value-set.js';

function inclusion(
  word: string,
  title: string,
  doc: string,
  outputTitle: string,
  holds: (left: ValueSet, right: ValueSet) => boolean,
) {
  const output = `is_${word}`;
  return defineNode({
    name: `set_${output}`,
    title,
    doc,
    category: 'Utils/Set',
    inputs: {
      set_in_1: pin.set(pin.generic('Set', 'The first set.')),
      set_in_2: pin.set(pin.generic('Set', 'The second set.')),
    },
    outputs: { [output]: pin.boolean(outputTitle, 'Whether it is so.') },
    typeRules: {
      match: [
        { pin: 'set_in_1', valueType: 'HashSet' },
        { pin: 'set_in_2', valueType: 'HashSet' },
      ],
      sameDataType: [['set_in_1', 'set_in_2']],
    },
    bind: ({ inputs: { set_in_1, set_in_2 }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, holds(...bothOf(set_in_1.read(at), set_in_2.read(at))));
    },
  });
}

export const isSubset = inclusion(
  'subset',
  'Is Subset',
  'Whether every item of the first set is in the second.',
  'Is Subset?',
  (left, right) => left.isSubsetOf(right),
);
export const isSuperset = inclusion(
  'superset',
  'Is Superset',
  'Whether every item of the second set is in the first.',
  'Is Superset?',
  (left, right) => right.isSubsetOf(left),
);
