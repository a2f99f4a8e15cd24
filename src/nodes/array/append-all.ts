import {
  defineNode,
  type ExecOutput,
  type Input,
  type NodeBody,
  type Output,
  pin,
  type Value,
} from '../../engine/index.js';

// Two nodes that do the same under two names.

const options = { enforceGenericValueType: true };
const inputs = {
  exec_in: pin.exec('In', 'Puts them together.'),
  array_in: pin.array(pin.generic('Array', 'The items that come first.', { options })),
};
const outputs = {
  exec_out: pin.exec('Out', 'Goes on here.'),
  array_out: pin.array(pin.generic('Array', 'All items.', { options })),
};

export const extend = defineNode({
  name: 'array_extend',
  title: 'Extend',
  doc: 'Puts the items of an array behind those of another.',
  category: 'Utils/Array',
  inputs: { ...inputs, values: pin.array(pin.generic('Values', 'The items that follow.')) },
  outputs,
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'values', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out', 'values']],
  },
  bind: ({ inputs: { array_in, values }, outputs: { exec_out, array_out } }) =>
    append(array_in, values, array_out, exec_out),
});

export const batchPush = defineNode({
  name: 'array_batch_push',
  title: 'Batch Push',
  doc: 'A copy of an array with several items more at its end.',
  category: 'Utils/Array/Batch',
  inputs: { ...inputs, items: pin.array(pin.generic('Items', 'The new items.')) },
  outputs,
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'items', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out', 'items']],
  },
  bind: ({ inputs: { array_in, items }, outputs: { exec_out, array_out } }) =>
    append(array_in, items, array_out, exec_out),
});

type Items = readonly Value[];

function append(
  first: Input<Items>,
  added: Input<Items>,
  all: Output<Items>,
  exec_out: ExecOutput,
): NodeBody {
  return (at) => {
    exec_out.off(at);
    all.write(at, first.read(at).concat(added.read(at)));
    exec_out.on(at);
  };
}
