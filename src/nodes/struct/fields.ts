import { defineNode, NodeError, pin, type Value, type ValueObject } from '../../engine/index.js';
import { changeAt, lookUp, pathReader } from './path.js';

const struct = pin.unchecked(pin.struct('Struct', 'The structure.'));
const field = pin.string('Field', 'Where: a name, or a path such as a.b[0].c.');
const struct_in = pin.unchecked(pin.struct('Struct', 'The structure; it stays as it is.'));
const struct_out = pin.unchecked(pin.struct('Struct', 'The changed copy.'));
const exec_out = pin.exec('Output', 'Goes on here.');

export const getField = defineNode({
  name: 'struct_get',
  title: 'Get Field',
  doc: 'Reads a member of a structure, at any depth.',
  category: 'Structs/Fields',
  inputs: { struct, field },
  outputs: {
    value: pin.generic('Value', 'The member; null when there is none.'),
    found: pin.boolean('Found?', 'Whether it is there.'),
  },
  typeRules: { match: [{ pin: 'value' }] },
  bind: ({ inputs, outputs: { value, found } }) => {
    const readPath = pathReader();
    return (at) => {
      const member = lookUp(inputs.struct.read(at), readPath(inputs.field.read(at)));
      value.write(at, member ?? null);
      found.write(at, member !== undefined);
    };
  },
});

export const hasField = defineNode({
  name: 'struct_has',
  title: 'Has Field',
  doc: 'True when a structure has a member, at any depth, even one that holds null.',
  category: 'Structs/Fields',
  inputs: { struct, field },
  outputs: { found: pin.boolean('Found?', 'Whether it is there.') },
  bind: ({ inputs, outputs: { found } }) => {
    const readPath = pathReader();
    return (at) => {
      const member = lookUp(inputs.struct.read(at), readPath(inputs.field.read(at)));
      found.write(at, member !== undefined);
    };
  },
});

export const getFields = defineNode({
  name: 'struct_get_fields',
  title: 'Get Fields',
  doc: 'Lists the members of a structure by ascending name.',
  category: 'Structs/Fields',
  inputs: { struct: pin.struct('Struct', 'The structure.') },
  outputs: {
    field_names: pin.array(pin.string('Field Names', 'The names.', { default: [] })),
    fields: pin.array(pin.generic('Fields', 'The values in the same order.', { default: [] })),
  },
  bind: ({ inputs, outputs: { field_names, fields } }) => {
    return (at) => {
      const members: ValueObject = inputs.struct.read(at);
      const names = Object.keys(members).sort();
      field_names.write(at, names);
      fields.write(
        at,
        names.map((name) => members[name]!),
      );
    };
  },
});

export const setField = defineNode({
  name: 'struct_set',
  title: 'Set Field',
  doc: 'Sets a member in a copy of a structure. Objects on the way are made where they lack; lists never grow.',
  category: 'Structs/Fields',
  inputs: {
    exec_in: pin.exec('Input', 'Sets the member.'),
    struct_in,
    field,
    value: pin.generic('Value', 'What it becomes.'),
  },
  outputs: { exec_out, struct_out },
  typeRules: { match: [{ pin: 'value' }] },
  bind: ({ inputs, outputs }) => {
    const readPath = pathReader();
    return (at) => {
      outputs.exec_out.off(at);
      const value = inputs.value.read(at);
      const path = readPath(inputs.field.read(at));
      const changed = changeAt(inputs.struct_in.read(at), path, true, () => value);
      outputs.struct_out.write(at, changed!);
      outputs.exec_out.on(at);
    };
  },
});

export const removeField = defineNode({
  name: 'struct_remove',
  title: 'Remove Field',
  doc: 'Takes a member away in a copy of a structure. That it is not there is no failure; a way that leads nowhere is.',
  category: 'Structs/Fields',
  inputs: { exec_in: pin.exec('Input', 'Removes the member.'), struct_in, field },
  outputs: {
    exec_out,
    struct_out,
    removed_value: pin.generic('Removed Value', 'What it was; null when it was not there.'),
  },
  bind: ({ inputs, outputs }) => {
    const readPath = pathReader();
    return (at) => {
      outputs.exec_out.off(at);
      const path = readPath(inputs.field.read(at));
      if (path.length === 0) throw new NodeError('The path of the member to remove is empty');
      let removed: Value | undefined;
      const changed = changeAt(inputs.struct_in.read(at), path, false, (value) => {
        removed = value;
        return undefined;
      });
      outputs.struct_out.write(at, changed!);
      outputs.removed_value.write(at, removed ?? null);
      outputs.exec_out.on(at);
    };
  },
});
