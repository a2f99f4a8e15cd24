import {
  type Activation,
  defineNode,
  type Input,
  NodeError,
  pin,
  type Value,
} from '../../engine/index.js';

export const fallback = defineNode({
  name: 'utils_types_fallback',
  title: 'Fallback',
  doc: 'A value, or another one where it is missing or null.',
  category: 'Utils/Types',
  inputs: {
    value: pin.generic('Value', 'The value.', { optional: true }),
    default: pin.generic('Default', 'What stands in for it.'),
  },
  outputs: {
    result: pin.generic('Result', 'One of them.'),
    used_fallback: pin.boolean('Used Fallback', 'Whether it is the default.'),
  },
  typeRules: {
    match: [{ pin: 'value' }, { pin: 'default' }, { pin: 'result' }],
    sameDataType: [['value', 'default', 'result']],
  },
  bind: ({ inputs: { value, default: standIn }, outputs: { result, used_fallback } }) => {
    return (at) => {
      const found = readOrNull(at, value);
      result.write(at, found ?? standIn.read(at));
      used_fallback.write(at, found === null);
    };
  },
});

function readOrNull(at: Activation, input: Input<Value>): Value {
  try {
    return input.read(at);
  } catch (thrown) {
    if (thrown instanceof NodeError) return null;
    throw thrown;
  }
}
