import {
  type Activation,
  defineNode,
  followVariable,
  NodeError,
  pin,
  printValue,
  type Value,
} from '../../engine/index.js';

const var_ref = pin.string('Variable Reference', 'Id of the variable.');

export const getVariable = defineNode({
  name: 'variable_get',
  title: 'Get Variable',
  doc: 'The present value of a variable of the board.',
  category: 'Variable',
  inputs: { var_ref },
  outputs: { value_ref: pin.generic('Value', 'The value; null when it never had one.') },
  onUpdate: followVariable('Get', 'var_ref', ['value_ref']),
  bind: ({ inputs, outputs: { value_ref } }) => {
    return (at) => {
      const id = inputs.var_ref.read(at);
      const value = at.getVariable(id);
      logValue(at, id, value);
      value_ref.write(at, value);
    };
  },
});

export const setVariable = defineNode({
  name: 'variable_set',
  title: 'Set Variable',
  doc: 'Gives a variable of the board a new value, for the rest of this run.',
  category: 'Variable',
  inputs: {
    exec_in: pin.exec('Input', 'Stores the value.'),
    var_ref,
    value_in: pin.generic('Value', 'What to store.'),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    value_ref: pin.generic('New Value', 'What was stored.'),
  },
  onUpdate: followVariable('Set', 'var_ref', ['value_in', 'value_ref']),
  bind: ({ inputs, outputs: { exec_out, value_ref } }) => {
    return (at) => {
      const value = inputs.value_in.read(at);
      at.setVariable(inputs.var_ref.read(at), value);
      value_ref.write(at, value);
      exec_out.on(at);
    };
  },
});

function logValue(at: Activation, id: string, value: Value): void {
  if (!at.logsDebug) return;
  const { name, secret } = at.describeVariable(id);
  at.debug(`Variable ${name}: ${secret ? '(secret)' : textOf(value)}`);
}

/** Logging more must not make a board fail. */
function textOf(value: Value): string {
  try {
    return printValue(value);
  } catch (thrown) {
    if (thrown instanceof NodeError) return `(${thrown.message})`;
    throw thrown;
  }
}
