import { type AnyNodeType, defineNode } from '../node-type.js';
import type { PinJson } from '../node-json.js';
import * as pin from '../pins.js';
import { NodeRegistry } from '../registry.js';
import { sink, source } from './boards.testing.js';
import {
  expectVariable,
  followVariable,
  inputPerName,
  inputsByChoice,
  mirrorOutputs,
  needFunction,
  needText,
} from './hooks.js';

// Node types with rules of every kind.

const idle = { doc: 'Does nothing.', category: 'Test', bind: () => () => undefined };
const any = pin.generic('Any', 'Anything.');

/** Takes whatever is wired to it. */
const taker = defineNode({
  ...idle,
  name: 'taker',
  title: 'Taker',
  inputs: { value: any },
  outputs: {},
  typeRules: { match: [{ pin: 'value' }] },
});
const passer = defineNode({
  ...idle,
  name: 'passer',
  title: 'Passer',
  inputs: { in: any },
  outputs: { out: any },
  typeRules: {
    match: [{ pin: 'in' }, { pin: 'out' }],
    sameDataType: [['in', 'out']],
    sameValueType: [['in', 'out']],
  },
});
/** An array goes in, its items come out. */
const splitter = defineNode({
  ...idle,
  name: 'splitter',
  title: 'Splitter',
  inputs: { array: pin.array(any) },
  outputs: { item: any },
  typeRules: {
    match: [
      { pin: 'array', valueType: 'Array' },
      { pin: 'item', valueType: 'Normal' },
    ],
    sameDataType: [['array', 'item']],
  },
});
const follower = defineNode({
  ...idle,
  name: 'follower',
  title: 'Follower',
  inputs: { id: pin.string('Id', 'Of a variable.') },
  outputs: { value: any },
  onUpdate: followVariable('Show', 'id', ['value']),
});
/** Takes a set from a variable. */
const changer = defineNode({
  ...idle,
  name: 'changer',
  title: 'Changer',
  inputs: { id: pin.string('Id', 'Of a variable.') },
  outputs: {},
  onUpdate: expectVariable('id', 'HashSet'),
});
/** Puts values together. */
const gatherer = defineNode({
  ...idle,
  name: 'gatherer',
  title: 'Gatherer',
  inputs: { part: pin.list(any, 3) },
  outputs: { all: pin.array(any) },
  typeRules: {
    match: [
      { pin: 'all', valueType: 'Array' },
      { pin: 'part', valueType: 'Normal', every: true },
    ],
    sameDataType: [['all', 'part']],
  },
});
const filler = defineNode({
  ...idle,
  name: 'filler',
  title: 'Filler',
  inputs: { text: pin.string('Text', 'Names, with commas.') },
  outputs: { out: pin.string('Out', 'A text.') },
  extraPins: 'required',
  onUpdate: inputPerName('text', (text) => text.split(',').filter((name) => name !== '')),
});
const caller = defineNode({
  ...idle,
  name: 'caller',
  title: 'Caller',
  inputs: { in: pin.exec('In', 'Starts it.'), ref: pin.string('Event', 'Its id.') },
  outputs: {},
  extraPins: 'required',
  onUpdate: mirrorOutputs('ref', ['in', 'ref']),
});

const chooser = defineNode({
  ...idle,
  name: 'chooser',
  title: 'Chooser',
  inputs: { kind: pin.string('Kind', 'What it takes.', { default: 'Text' }), kept: any },
  outputs: { out: any },
  extraPins: 'optional',
  onUpdate: inputsByChoice(['kind'], ['kept'], (kind): Record<string, Partial<PinJson>> =>
    kind === 'Nothing' ? {} : { [kind]: { data_type: 'String' }, more: {} },
  ),
});
const needy = defineNode({
  ...idle,
  name: 'needy',
  title: 'Needy',
  inputs: { text: pin.string('Text', 'It needs one.') },
  outputs: {},
  onUpdate: needText('text', 'Type something'),
});
const referring = defineNode({
  ...idle,
  name: 'referring',
  title: 'Referring',
  callsFunctions: true,
  inputs: {},
  outputs: {},
  onUpdate: needFunction('Refer to something'),
});

export const hooked: readonly AnyNodeType[] = [
  taker,
  passer,
  splitter,
  follower,
  changer,
  gatherer,
  filler,
  caller,
  chooser,
  needy,
  referring,
];
export const registry = new NodeRegistry([source, sink, ...hooked]);
