import { describe, expect, it } from '@jest/globals';
import { shortNames } from './short-names.js';

const named = (...things: [id: string, words: string][]) =>
  Object.fromEntries(shortNames(things.map(([id, words]) => ({ id, words }))));

describe('short names', () => {
  it('an id that somebody wrote is its own name', () => {
    expect(named(['say-hello', 'print'], ['Größe', 'x'])).toEqual({
      'say-hello': 'say-hello',
      Größe: 'Größe',
    });
  });

  it.each(['ek4tee4s3nufw3drfnwd20hw', '0b0c7c1e-1f7c-4c53-8a4f-1d7f4f7f9f5e', 'a b', '', 'a.b'])(
    '%j is called after its words',
    (id) => expect(named([id, 'print'])).toEqual({ [id]: 'print' }),
  );

  it('namesakes get letters of their ids, whatever their order', () => {
    const some: [string, string][] = [
      ['ek4tee4s3nufw3drfnwd20hw', 'print'],
      ['ek4txxxs3nufw3drfnwd20hw', 'print'],
      ['v75gcgwv4nqat6tk2einefgz', 'print'],
      ['print_v75g', 'x'],
    ];
    const names = {
      ek4tee4s3nufw3drfnwd20hw: 'print_ek4t',
      ek4txxxs3nufw3drfnwd20hw: 'print_ek4tx',
      v75gcgwv4nqat6tk2einefgz: 'print_v75gc',
      print_v75g: 'print_v75g',
    };
    expect(named(...some)).toEqual(names);
    expect(named(...some.toReversed())).toEqual(names);
  });

  it('ids without letters are counted', () => {
    expect(named(['##', 'a'], ['..', 'a'])).toEqual({ '##': 'a_2', '..': 'a_3' });
  });
});
