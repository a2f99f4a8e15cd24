import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const convert = (html: string, inputs: Readonly<Record<string, Value>> = {}) =>
  runNode('utils_md_html_to_md', { html, ...inputs }, 'markdown');

describe('utils_md_html_to_md', () => {
  it.each([
    [
      '<h1>Title</h1><p>Some <b>bold</b>, <em> soft </em>and\n plain</p>',
      '# Title\n\nSome **bold**, *soft* and plain',
    ],
    [
      '<ul><li>one<li>two<ul><li>deep</li></ul></li></ul><p>end',
      '*   one\n*   two\n    *   deep\n\nend',
    ],
    ['<ol><li>a</li><li><p>b</p><p>c</p></li></ol>', '1.  a\n2.  b\n\n    c'],
    ['<blockquote><p>a</p><p>b</p></blockquote>c', '> a\n>\n> b\n\nc'],
    [
      '<a href="https://a.example/x y" title="T">L</a> <img src=i.png alt="A">',
      '[L](https://a.example/x%20y "T") ![A](i.png)',
    ],
    [
      '<pre><code class="language-js">let a = "`";\n&lt;b></code></pre>',
      '```js\nlet a = "`";\n<b>\n```',
    ],
    ['x <code>a`b</code> a<br>b', 'x ``a`b`` a  \nb'],
    [
      '<table><tr><th>A<th>B|C</tr><tr><td>1</td><td></td></tr></table>',
      '| A | B\\|C |\n| --- | --- |\n| 1 |  |',
    ],
    ['a<script>b()</script><style>c</style>d<hr>', 'ad\n\n* * *'],
    ['&amp;&#228;&#x1F600;&nope;&lt;b&gt; 2 < 3 *_[', '&ä😀&nope;\\<b> 2 < 3 \\*\\_\\['],
    ['<p># no</p><p>1. no</p><p>- no</p>', '\\# no\n\n1\\. no\n\n\\- no'],
    ['<!doctype html><!-- no --><title>T</title><div><b></b><a>x</a></div>', 'T\n\nx'],
    ['', ''],
  ])('%j', async (html, expected) => {
    expect((await convert(html)).result).toBe(expected);
  });

  it('leaves out what it is told to, and nothing else', async () => {
    const html = '<nav>a<nav>b</nav>c</nav>d<script>e</script>';
    expect((await convert(html, { skipped_tags: ['NAV'] })).result).toBe('de');
  });

  it.each([
    '<div>'.repeat(200_000),
    '<blockquote>'.repeat(100_000) + 'x',
    '<ul><li>'.repeat(100_000) + 'x',
    '<b>'.repeat(200_000) + 'x',
    '<a href="'.repeat(100_000),
    '<a '.repeat(300_000),
    '<!--'.repeat(200_000),
    '</'.repeat(200_000),
    '<table><tr><td>'.repeat(60_000),
    '<title>'.repeat(100_000),
    '&'.repeat(500_000),
    '`'.repeat(500_000),
    ' '.repeat(500_000) + 'x',
    `<pre>${'`'.repeat(500_000)}`,
  ])('%.20j many times ends', async (html) => {
    expect((await convert(html)).status).toBe('completed');
  });
});
