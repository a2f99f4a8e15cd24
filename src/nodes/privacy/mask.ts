import { type Activation, defineNode, type Input, NodeError, pin } from '../../engine/index.js';
import { readIfAny } from '../read-if-any.js';
import { utf8Length } from '../string/utf8-length.js';
import { KINDS } from './kinds.js';
import { allOptions, asksFor, optionsPin } from './options.js';

const flag = (title: string, what: string) =>
  pin.boolean(title, `Whether to look for ${what}, whatever the options say.`, { default: true });

/** Which options a pin of its own decides. */
const DECIDES = {
  detect_email: ['email'],
  detect_phone: ['phone'],
  detect_credit_card: ['credit_card'],
  detect_iban: ['iban'],
  detect_address: ['address_us', 'address_de'],
  detect_ssn: ['ssn', 'german_tax_id'],
  detect_url: ['url'],
  detect_ip: ['ip_address'],
} as const;

export const mask = defineNode({
  name: 'processing_pii_mask_regex',
  title: 'PII Mask (Regex)',
  doc: 'Hides what looks like personal data. It goes by the form alone: some of it may be missed, and some may be none.',
  category: 'Processing/Privacy',
  inputs: {
    exec_in: pin.exec('Input', 'Masks the text.'),
    text: pin.string('Text', 'The text.', { default: '' }),
    options: optionsPin('Detection Options', 'Which kinds of data to look for.', {
      default: allOptions,
      options: { enforceSchema: true },
    }),
    detect_email: flag('Detect Email', 'e-mail addresses'),
    detect_phone: flag('Detect Phone', 'telephone numbers'),
    detect_credit_card: flag('Detect Credit Card', 'numbers of credit cards'),
    detect_iban: flag('Detect IBAN', 'numbers of bank accounts'),
    detect_address: flag('Detect Address', 'streets'),
    detect_ssn: flag('Detect SSN/Tax ID', 'social security and tax numbers'),
    detect_url: flag('Detect URL', 'web addresses'),
    detect_ip: flag('Detect IP', 'addresses of computers'),
    mask_char: pin.string('Mask Character', 'The sign that hides, the first one of the text.', {
      default: '*',
    }),
    preserve_length: pin.boolean(
      'Preserve Length',
      'Whether to repeat it for every byte that is hidden.',
      {
        default: true,
      },
    ),
    mask_text: pin.string('Mask Text', 'What stands in the place of hidden data otherwise.', {
      default: '[REDACTED]',
    }),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    masked_text: pin.string('Masked Text', 'The text with what was found hidden.'),
    detection_count: pin.integer('Detection Count', 'How much was found.'),
    detections: pin.unchecked(
      pin.struct(
        'Detections',
        'What was found, last first: type, start, end, original_length in bytes.',
      ),
    ),
  },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const text = inputs.text.read(at);
      const found = find(text, wantedOptions(at, inputs));
      const [sign = '*'] = inputs.mask_char.read(at);
      const isLong = inputs.preserve_length.read(at);
      const by = inputs.mask_text.read(at);
      const parts: string[] = [];
      let done = 0;
      for (const { start, end, bytes } of found) {
        parts.push(text.slice(done, start), isLong ? sign.repeat(bytes) : by);
        done = end;
      }
      outputs.masked_text.write(at, parts.join('') + text.slice(done));
      outputs.detection_count.write(at, found.length);
      outputs.detections.write(
        at,
        found
          .map(({ type, from, bytes }) => ({
            type,
            start: from,
            end: from + bytes,
            original_length: bytes,
          }))
          .reverse(),
      );
      at.debug(`${found.length} parts of the text look like personal data`);
      outputs.exec_out.on(at);
    };
  },
});

type Inputs = { readonly options: Input<object> } & Readonly<
  Record<keyof typeof DECIDES, Input<boolean>>
>;

function wantedOptions(at: Activation, inputs: Inputs): ReadonlySet<string> {
  const options = readIfAny(at, inputs.options as Input<typeof allOptions>) ?? allOptions;
  const wanted = new Set(
    KINDS.map(({ option }) => option).filter((option) => asksFor(options, option)),
  );
  for (const [name, decided] of Object.entries(DECIDES)) {
    const choice = readIfAny(at, inputs[name as keyof typeof DECIDES]);
    if (choice === undefined) continue;
    for (const option of decided)
      if (choice) wanted.add(option);
      else wanted.delete(option);
  }
  return wanted;
}

/** Characters of a text; more would hold up other runs. */
const MAX_LENGTH = 4_000_000;

interface Found {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** What is found, first to last; of two that overlap the later one is kept. Besides it `from` and `bytes` in UTF-8. */
function find(text: string, wanted: ReadonlySet<string>) {
  if (text.length > MAX_LENGTH)
    throw new NodeError(`The text is longer than ${MAX_LENGTH} characters`);
  const all: Found[] = [];
  for (const { type, option, pattern } of KINDS) {
    if (!wanted.has(option)) continue;
    for (const match of text.matchAll(pattern))
      all.push({ type, start: match.index, end: match.index + match[0].length });
  }
  all.sort((left, right) => right.start - left.start);
  const kept: Found[] = [];
  for (const one of all) if (one.end <= (kept.at(-1)?.start ?? text.length)) kept.push(one);
  let [place, offset] = [0, 0];
  return kept.reverse().map((one) => {
    const from = offset + utf8Length(text, place, one.start);
    const bytes = utf8Length(text, one.start, one.end);
    [place, offset] = [one.end, from + bytes];
    return { ...one, from, bytes };
  });
}
