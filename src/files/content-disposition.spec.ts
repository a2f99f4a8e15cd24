import { describe, expect, it } from '@jest/globals';
import { contentDisposition } from './content-disposition.js';

describe('contentDisposition', () => {
  it.each([
    ['a b.txt', 'a b.txt', 'a%20b.txt'],
    ['grüße.txt', 'gr__e.txt', 'gr%C3%BC%C3%9Fe.txt'],
    [`"';\r\n(1).html`, '_____(1).html', '%22%27%3B%0D%0A%281%29.html'],
  ])('names %j', (name, plain, encoded) => {
    expect(contentDisposition(name)).toBe(
      `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    );
  });
});
