import * as h3 from 'h3-js';
import {
  type Activation,
  Float,
  type Input,
  NodeError,
  pin,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { list, number, object } from '../shapes.js';

// What the nodes about cells of the H3 grid have in common. A cell is a text of 15 hex digits.

export interface Coordinate extends ValueObject {
  readonly latitude: number | Float;
  readonly longitude: number | Float;
}

const coordinateShape = object({ latitude: number, longitude: number });

const COORDINATE = {
  type: 'object',
  properties: { latitude: { type: 'number' }, longitude: { type: 'number' } },
  required: ['latitude', 'longitude'],
};
const COORDINATE_SCHEMA = JSON.stringify({ title: 'GeoCoordinate', ...COORDINATE });
const POLYGON_SCHEMA = JSON.stringify({
  title: 'Polygon',
  type: 'object',
  properties: {
    exterior: { type: 'array', items: COORDINATE },
    interiors: { type: 'array', items: { type: 'array', items: COORDINATE } },
  },
  required: ['exterior', 'interiors'],
});

export const coordinatePin = (title: string, doc: string, enforce = false) =>
  pin.shaped<Coordinate>(
    pin.struct(title, doc, {
      schema: COORDINATE_SCHEMA,
      ...(enforce ? { options: { enforceSchema: true } } : {}),
    }),
    coordinateShape,
  );

/** The catalog says one, the value is a list of them. */
export const boundaryPin = (title: string, doc: string) =>
  pin.shaped<readonly Coordinate[]>(
    pin.struct(title, doc, { schema: COORDINATE_SCHEMA }),
    list(coordinateShape),
  );
export const polygonsPin = (title: string, doc: string) =>
  pin.shaped<readonly ValueObject[]>(
    pin.struct(title, doc, { schema: POLYGON_SCHEMA }),
    list(object()),
  );

export const cellPin = (title: string, doc: string) => pin.string(title, doc, { default: '' });
export const cellsPin = (doc: string) => ({ ...pin.array(pin.string('Cells', doc)), default: [] });
export const resolutionPin = (title: string, doc: string, resolution: number) =>
  pin.integer(title, doc, { default: resolution });

/** The cell as the library writes it. Throws NodeError for a text that names none. */
export function readCell(at: Activation, input: Input<string>): string {
  const cell = input.read(at);
  if (h3.isValidCell(cell)) return cell.toLowerCase();
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  throw new NodeError(`Invalid H3 cell index: ${shown}`);
}

/** The cells among the texts; the others are left out. */
export function readCells(at: Activation, input: Input<readonly string[]>, most: number): string[] {
  const texts = input.read(at);
  // Much more than this takes the library so long that all other runs would have to wait.
  if (texts.length > most) throw new NodeError(`Pin '${input.name}' holds more than ${most} cells`);
  return texts.filter((text) => h3.isValidCell(text)).map((text) => text.toLowerCase());
}

/** Resolutions go from 0, the largest cells, to 15. */
export const readResolution = (at: Activation, input: Input<number>): number =>
  Math.min(15, Math.max(0, input.read(at)));

/** What the library answers; where it can't, NodeError says what of. */
export function computed<T>(what: string, compute: () => T): T {
  try {
    return compute();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new NodeError(`There is no ${what}: ${reason}`);
  }
}

export const coordinateOf = ([latitude, longitude]: readonly number[]): Coordinate => ({
  latitude: degrees(latitude!),
  longitude: degrees(longitude!),
});

const degrees = (number: number): number | Float =>
  Number.isInteger(number) ? new Float(number) : number;

/** Throws NodeError for what is no unit. */
export const unitPin = <const U extends string>(
  schema: string,
  doc: string,
  units: readonly [U, ...(readonly U[])],
) =>
  pin.shaped<U>(
    pin.struct('Unit', doc, {
      default: units[0],
      schema: JSON.stringify({ title: schema, type: 'string', enum: units }),
    }),
    (value: Value) =>
      units.includes(value as U) ? undefined : ` must be one of ${units.join(', ')}`,
  );
