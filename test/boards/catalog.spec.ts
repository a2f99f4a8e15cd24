import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type AnyNodeType,
  nodeJson,
  parseValue,
  type PinJson,
  printValue,
  type Value,
} from '../../src/engine/index.js';
import { allNodes } from '../../src/nodes/index.js';

// What is known of the ecosystem's node types: names, pins, defaults. It lies beside the project where there is
// a copy; elsewhere this test is skipped, by name.
const FILE = path.resolve(import.meta.dirname, '../../../shared/spec/catalog.json');

interface CatalogNode {
  readonly name: string;
  readonly friendly_name: string;
  readonly category: string;
  readonly start: boolean;
  readonly event_callback: boolean;
  readonly long_running: boolean;
  readonly can_reference_fns: boolean;
  readonly can_be_referenced_by_fns: boolean;
  readonly pure: boolean;
  readonly version?: number;
  readonly pins: readonly CatalogPin[];
}

interface CatalogPin {
  readonly name: string;
  readonly friendly_name: string;
  readonly pin_type: string;
  readonly data_type: string;
  readonly value_type: string;
  readonly index: number;
  readonly has_default?: boolean;
  readonly default?: Value;
  readonly options?: Readonly<Record<string, Value>>;
}

/** Whole floats would be integers after JSON.parse, and an integer is another default. */
const read = () => parseValue(readFileSync(FILE, 'utf8')) as unknown as { nodes: CatalogNode[] };

if (!existsSync(FILE)) {
  console.warn(
    'The node types are NOT compared with the ecosystem: there is no shared/spec/catalog.json',
  );
  // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('catalog: there is no shared/spec folder beside the project', () => undefined);
} else {
  const { nodes } = read();
  const ours = new Map(allNodes.map((type) => [type.name, type]));

  it('every node type of the catalog is here', () => {
    expect(nodes.map(({ name }) => name).filter((name) => !ours.has(name))).toEqual([]);
  });

  describe('as in the catalog is', () => {
    const here = nodes.filter(({ name }) => ours.has(name));
    it.each(here.map((node) => [node.name, node] as const))('%s', (name, node) => {
      expect(described(ours.get(name)!)).toEqual(expected(node));
    });
  });
}

const pinId = (direction: string, name: string, position: number) => direction + name + position;

/** A node type of ours in the terms of the catalog. */
function described(type: AnyNodeType) {
  const json = nodeJson(type, '', pinId);
  const pins = Object.values(json.pins);
  return {
    name: json.name,
    title: json.friendly_name,
    category: json.category,
    start: json.start ?? false,
    eventCallback: json.event_callback ?? false,
    longRunning: json.long_running ?? false,
    callsFunctions: json.fn_refs?.can_reference_fns ?? false,
    isFunction: json.fn_refs?.can_be_referenced_by_fns ?? false,
    version: json.version ?? 0,
    pure: pins.every(({ data_type }) => data_type !== 'Execution'),
    pins: pins.map((pin) => ({
      ...common(pin),
      default: defaultOf(pin),
      options: filled(pin.options as Readonly<Record<string, Value>> | null),
    })),
  };
}

function expected(node: CatalogNode): ReturnType<typeof described> {
  return {
    name: node.name,
    title: node.friendly_name,
    category: node.category,
    start: node.start,
    eventCallback: node.event_callback,
    longRunning: node.long_running,
    callsFunctions: node.can_reference_fns,
    isFunction: node.can_be_referenced_by_fns,
    version: node.version ?? 0,
    pure: node.pure,
    pins: [...node.pins].sort(inputsFirst).map((pin) => ({
      ...common(pin),
      default: pin.has_default === true ? pin.default : undefined,
      options: filled(pin.options ?? null),
    })),
  };
}

const common = (pin: CatalogPin | PinJson) => ({
  name: pin.name,
  // Where the ecosystem gives a pin no title, ours is free.
  title: pin.friendly_name === '' ? (expect.any(String) as unknown) : pin.friendly_name,
  direction: pin.pin_type,
  dataType: pin.data_type,
  valueType: pin.value_type,
  index: pin.index,
});

const inputsFirst = (left: CatalogPin, right: CatalogPin) =>
  left.pin_type === right.pin_type ? left.index - right.index : left.pin_type === 'Input' ? -1 : 1;

function defaultOf({ default_value }: PinJson): Value | undefined {
  return default_value === null ? undefined : parseValue(Buffer.from(default_value).toString());
}

/** Bounds are numbers to editors, which can't tell 0 from 0.0. */
function filled(options: Readonly<Record<string, Value>> | null): object {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== null);
  return JSON.parse(printValue(Object.fromEntries(given))) as object;
}
