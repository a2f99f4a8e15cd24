import { defineNode, inputPerField, outputPerField, pin, type Value } from '../../engine/index.js';
import { stepInto } from './path.js';

const BREAK = '__break_struct_field__';
const MAKE = '__make_struct_field__';

export const makeStruct = defineNode({
  name: 'struct_make',
  title: 'Make Struct',
  doc: 'An empty structure.',
  category: 'Structs',
  inputs: {},
  outputs: { struct: pin.struct('Struct', 'A structure without members.') },
  bind: ({ outputs: { struct } }) => {
    return (at) => struct.write(at, {});
  },
});

export const breakStruct = defineNode({
  name: 'struct_break',
  title: 'Break Struct',
  doc: 'Takes a structure apart: one output for every member its schema names, null where the structure lacks it.',
  category: 'Structs',
  inputs: { struct_in: pin.unchecked(pin.struct('Struct', 'The structure.')) },
  outputs: {},
  extraPins: 'optional',
  onUpdate: outputPerField('struct_in', BREAK),
  bind: ({ inputs: { struct_in }, extra }) => {
    const members = [...extra.outputs].filter(([name]) => name.startsWith(BREAK));
    return (at) => {
      const whole = struct_in.read(at);
      for (const [name, output] of members)
        output.write(at, stepInto(whole, name.slice(BREAK.length)) ?? null);
    };
  },
});

export const makeFromSchema = defineNode({
  name: 'struct_make_from_schema',
  title: 'Make Struct (Schema)',
  doc: 'Puts a structure together: one input for every member that the schema of what it is wired to names.',
  category: 'Structs',
  inputs: {},
  outputs: { struct_out: pin.struct('Struct', 'The structure.') },
  extraPins: 'required',
  onUpdate: inputPerField('struct_out', MAKE),
  bind: ({ outputs: { struct_out }, extra }) => {
    const members = [...extra.inputs].filter(([name]) => name.startsWith(MAKE));
    return (at) => {
      const entries = members.map(([name, input]): [string, Value] => [
        name.slice(MAKE.length),
        input.read(at),
      ]);
      struct_out.write(at, Object.fromEntries(entries));
    };
  },
});
