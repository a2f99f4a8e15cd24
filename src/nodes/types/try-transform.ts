import { defineNode, NodeError, type Output, pin, type Value } from '../../engine/index.js';
import { convert } from './convert.js';

export const tryTransform = defineNode({
  name: 'utils_types_try_transform',
  title: 'Try Transform',
  doc: 'Turns a value into the type that Type Out has on the board, if it can.',
  category: 'Utils/Types',
  inputs: { type_in: pin.generic('Type In', 'The value.') },
  outputs: {
    type_out: pin.generic('Type Out', 'What became of it; null when nothing could.'),
    success: pin.boolean('Success', 'Whether something could.'),
  },
  typeRules: { match: [{ pin: 'type_out' }, { pin: 'type_in' }] },
  bind: ({ inputs: { type_in }, outputs: { type_out, success } }) => {
    return (at) => {
      const converted = tryConvert(type_in.read(at), type_out.type);
      type_out.write(at, converted ?? null);
      success.write(at, converted !== undefined);
    };
  },
});

function tryConvert(value: Value, type: Output<Value>['type']): Value | undefined {
  try {
    return convert(value, type.dataType, type.valueType);
  } catch (thrown) {
    if (thrown instanceof NodeError) return undefined;
    throw thrown;
  }
}
