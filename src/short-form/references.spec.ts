import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  escapeText,
  parsePinName,
  parseStep,
  printPinName,
  printSources,
  printStep,
  splitChain,
  splitSources,
  unescapeText,
} from './references.js';

const pins = fc.record({
  name: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a#2', '->', '<-', ',', '"', '\\', ''),
  ),
  number: fc.integer({ min: 1, max: 9999 }),
});
const nodes = fc.stringMatching(/^[a-zß_][\w-]{0,8}$/);

describe('names of pins', () => {
  it.each([
    ['message', 'message', 1],
    ['exec_out#3', 'exec_out', 3],
    ['a.b', 'a.b', 1],
    ['Größe', 'Größe', 1],
    ['"a b"#2', 'a b', 2],
  ])('%s', (text, name, number) => {
    expect(parsePinName(text)).toEqual({ name, number });
    expect(printPinName({ name, number })).toBe(text);
  });

  it.each(['a b', 'a#0', '#2', '"a', '', 'a#', 'a->b'])('%j is none', (text) => {
    expect(parsePinName(text)).toBeUndefined();
  });

  it('any name can be written', () => {
    fc.assert(fc.property(pins, (pin) => expect(parsePinName(printPinName(pin))).toEqual(pin)));
  });
});

describe('wires', () => {
  it('chains of any pins can be written', () => {
    const steps = fc.array(fc.record({ node: nodes, pin: fc.option(pins, { nil: undefined }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(steps, (chain) => {
        const text = chain.map(printStep).join(' -> ');
        expect(splitChain(text).map(parseStep)).toEqual(chain);
      }),
    );
  });

  it('sources of any pins can be written', () => {
    const sources = fc.array(
      fc.record({ node: nodes, pin: pins }).map(({ node, pin }) => ({ node, ...pin })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(sources, (list) => {
        const parsed = splitSources(printSources(list))!.map((text) => parseStep(text)!);
        expect(parsed.map(({ node, pin }) => ({ node, ...pin }))).toEqual(list);
      }),
    );
  });

  it('a step needs no pin', () => {
    expect(parseStep('say')).toEqual({ node: 'say', pin: undefined });
    expect(parseStep('say.')).toBeUndefined();
    expect(parseStep('a b')).toBeUndefined();
  });
});

describe('texts that look like wires', () => {
  it.each([
    ['<- a.b', '\\<- a.b'],
    ['\\<- a.b', '\\\\<- a.b'],
    ['a <- b', 'a <- b'],
    ['\\n', '\\n'],
  ])('%s is written %s', (text, written) => {
    expect(escapeText(text)).toBe(written);
    expect(unescapeText(written)).toBe(text);
    expect(splitSources(written)).toBeUndefined();
  });
});
