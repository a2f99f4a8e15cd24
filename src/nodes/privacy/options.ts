import { isObject, pin, type Value } from '../../engine/index.js';

const FLAGS = [
  'email',
  'phone',
  'ssn',
  'german_tax_id',
  'credit_card',
  'ip_address',
  'url',
  'date',
  'iban',
  'address_us',
  'address_de',
  'postcode_uk',
  'postcode_de',
  'passport',
  'vat_eu',
  'drivers_license',
  'ahv_swiss',
  'svnr_austria',
] as const;

export type Flag = (typeof FLAGS)[number];

const schema = JSON.stringify({
  title: 'PiiDetectionOptions',
  type: 'object',
  properties: Object.fromEntries(FLAGS.map((flag) => [flag, { type: 'boolean' }])),
});

export const allOptions: Readonly<Record<Flag, boolean>> = optionsFrom(() => true);

export function optionsFrom(isOn: (flag: Flag) => boolean): Readonly<Record<Flag, boolean>> {
  return Object.fromEntries(FLAGS.map((flag) => [flag, isOn(flag)])) as Record<Flag, boolean>;
}

export const optionsPin = (
  title: string,
  doc: string,
  extras: Parameters<typeof pin.struct>[2] = {},
) => pin.struct(title, doc, { ...extras, schema });

/** Whether options ask for a kind of data; what they do not say is asked for. */
export const asksFor = (options: Value, flag: string): boolean =>
  !isObject(options) || !Object.hasOwn(options, flag) || options[flag] !== false;
