// What personal data looks like. Every pattern has bounds, so that none takes longer than the text is long.

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const IP_PART = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const US_STREET =
  '(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way)';
const EU = 'AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK';

interface Kind {
  /** As detections name it. */
  readonly type: string;
  /** The option that asks for it. */
  readonly option: string;
  readonly pattern: RegExp;
}

/** In the order in which they are looked for. */
export const KINDS: readonly Kind[] = [
  {
    type: 'Email',
    option: 'email',
    pattern: /(?<![\w.%+-])[\w.%+-]{1,64}@[a-z\d.-]{1,253}\.[a-z]{2,24}\b/gi,
  },
  {
    type: 'Phone',
    option: 'phone',
    pattern:
      /(?<![\w+.])(?<!\d )(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ ./-]?\d{2,4}){2,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[ .-]\d{3}[ .-]\d{4}|0\d{2,4}[ /-]\d{3,8})(?!\w)/g,
  },
  { type: 'SSN', option: 'ssn', pattern: /\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b/g },
  { type: 'GermanTaxID', option: 'german_tax_id', pattern: /\b[1-9]\d(?: ?\d{3}){3}\b/g },
  {
    type: 'CreditCard',
    option: 'credit_card',
    pattern:
      /\b(?<!\d )(?:[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})\b/g,
  },
  {
    type: 'IPv4',
    option: 'ip_address',
    pattern: new RegExp(`\\b(?:${IP_PART}\\.){3}${IP_PART}\\b`, 'g'),
  },
  {
    type: 'IPv6',
    option: 'ip_address',
    pattern:
      /(?<![\w:])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}|::(?:[\da-f]{1,4}:){0,5}[\da-f]{1,4})(?![\w:])/gi,
  },
  {
    type: 'URL',
    option: 'url',
    pattern: /\b(?:https?:\/\/|www\.)[^\s<>"']{2,2000}(?<![.,;:!?)])/gi,
  },
  {
    type: 'Date',
    option: 'date',
    pattern: new RegExp(
      `\\b(?:\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{1,2}\\.? ${MONTH}\\.? \\d{4}|${MONTH}\\.? \\d{1,2},? \\d{4})\\b`,
      'gi',
    ),
  },
  {
    type: 'IBAN',
    option: 'iban',
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g,
  },
  {
    type: 'AddressUS',
    option: 'address_us',
    pattern: new RegExp(`\\b\\d{1,6}(?: [A-Z][\\w'.]{0,30}){1,4} ${US_STREET}\\b\\.?`, 'gi'),
  },
  {
    type: 'AddressDE',
    option: 'address_de',
    pattern:
      /(?<![\p{L}])\p{Lu}[\p{L}-]{0,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer) \d{1,4} ?[a-z]?(?![\p{L}\d])/gu,
  },
  { type: 'PostcodeUK', option: 'postcode_uk', pattern: /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g },
  { type: 'PostcodeDE', option: 'postcode_de', pattern: /\b\d{5}\b/g },
  { type: 'Passport', option: 'passport', pattern: /\b[A-Z]{1,2}\d{6,9}\b/g },
  { type: 'VATEU', option: 'vat_eu', pattern: new RegExp(`\\b(?:${EU})U?\\d{8,12}\\b`, 'g') },
  { type: 'DriversLicense', option: 'drivers_license', pattern: /\b[A-Z]\d{3}-?\d{4}-?\d{4,6}\b/g },
  { type: 'AHVSwiss', option: 'ahv_swiss', pattern: /\b756\.\d{4}\.\d{4}\.\d{2}\b/g },
  {
    type: 'SVNRAustria',
    option: 'svnr_austria',
    pattern: /\b\d{4} ?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}\b/g,
  },
];
