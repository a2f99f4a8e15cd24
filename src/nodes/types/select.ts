import { defineNode, pin } from '../../engine/index.js';

export const select = defineNode({
  name: 'utils_types_select',
  title: 'Select',
  doc: 'One of two values, as a condition decides.',
  category: 'Utils/Types',
  inputs: {
    a: pin.generic('A (True)', 'The value when the condition is true.'),
    b: pin.generic('B (False)', 'The value when it is false.'),
    condition: pin.boolean('Condition', 'What decides.', { default: true }),
  },
  outputs: { result: pin.generic('Result', 'The chosen value.') },
  typeRules: {
    match: [{ pin: 'a' }, { pin: 'b' }, { pin: 'result' }],
    sameDataType: [['a', 'b', 'result']],
    sameValueType: [['a', 'b', 'result']],
  },
  bind: ({ inputs: { a, b, condition }, outputs: { result } }) => {
    return (at) => result.write(at, (condition.read(at) ? a : b).read(at));
  },
});
