import { expect, it } from '@jest/globals';
import { compile, Float, NodeRegistry, readBoard, type Value } from '../../engine/index.js';
import { aBoard } from '../../engine/testing.js';
import { allNodes } from '../../nodes/index.js';
import { SecretMask } from '../secret-mask.js';
import { valuePreviews } from './value-preview.js';

const SECRETS: Value = ['correct horse', 'ab', 4711];
const mask = SecretMask.of(
  compile(
    readBoard(aBoard(allNodes).variable('s', SECRETS, { secret: true }).json()),
    new NodeRegistry(allNodes),
  ),
);
const preview = (value: Value, secret = false) => valuePreviews(mask)(value, secret);

it.each<[Value, Value]>([
  [null, null],
  [true, true],
  [new Float(1), new Float(1)],
  ['short', 'short'],
  ['a correct horse!', 'a ••••••!'],
  ['ab', '••••••'],
  ['cab', 'cab'],
  [4711, '••••••'],
  [{ 'correct horse': ['ab', { n: 4711 }] }, { '••••••': ['••••••', { n: '••••••' }] }],
  ['x'.repeat(1001), `${'x'.repeat(1000)}…`],
  [Array.from({ length: 25 }, () => 1), [...Array.from({ length: 20 }, () => 1), '… 5 more']],
  [[[[[[[[1]]]]]]], [[[[[['…']]]]]]],
])('%j is kept as %j', (value, expected) => {
  expect(preview(value)).toEqual(expected);
});

it('tells nothing of what is secret as a whole', () => {
  expect(preview('anything', true)).toBe('••••••');
  expect(preview({ a: 1 }, true)).toBe('••••••');
  expect(preview(null, true)).toBeNull();
});

it('shows no beginning of a secret that a cut went through', () => {
  for (let length = 65_520; length < 65_540; length++) {
    const text = JSON.stringify(preview('correct horse'.repeat(1) + 'x'.repeat(length - 13) + 'correct horse')); // prettier-ignore
    expect(text).not.toContain('corr');
  }
  const secrets = JSON.stringify(preview('correct horse'.repeat(10_000)));
  expect(secrets).not.toMatch(/[a-z]/);
});

it('has an end, whatever a run passes around', () => {
  const keep = valuePreviews(mask);
  const large = Array.from({ length: 1000 }, () => 'y'.repeat(900));
  let characters = 0;
  for (let kept = keep(large, false); kept !== undefined; kept = keep(large, false))
    characters += JSON.stringify(kept).length;
  expect(characters).toBeGreaterThan(500_000);
  expect(characters).toBeLessThan(1_500_000);
});
