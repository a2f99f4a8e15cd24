import { describe, expect, it } from '@jest/globals';
import { NodeError, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const PAGES: Readonly<Record<string, string>> = {
  'https://a.example/': `<a href="/b">B</a><A HREF=https://c.example/x#y>C</a><a href="#top">T</a>
    <a href="mailto:a@b.example">M</a><a href="javascript:alert(1)">J</a><a href="/b">again</a><a href="http://[">no</a>`,
  'https://a.example/b': '<a href="/">home</a><a href="d?x=1&amp;y=2">D</a><!-- <a href="/no"> -->',
};

async function extract(inputs: Readonly<Record<string, Value>>, pages = PAGES) {
  const host = new RecordingHost().answerHttp(({ url }) => {
    const page = pages[url];
    if (page === undefined) throw new NodeError('There is no such page');
    const headers = [
      ['content-type', url.endsWith('.txt') ? 'text/plain' : 'text/html; charset=utf-8'],
    ] as const;
    return { status: url.endsWith('gone') ? 404 : 200, headers, chunks: [page] };
  });
  const built = board()
    .node('start', 'events_simple')
    .node('extract', 'web_scrape_extract_links', inputs)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'extract.exec_in')
    .wire('extract.exec_out', 'end.exec_in')
    .wire('extract.links', 'end.response');
  return { host, ...(await run(built, { host })) };
}

describe('web_scrape_extract_links', () => {
  it.each<[Record<string, Value>, string[]]>([
    [{}, ['https://a.example/b', 'https://c.example/x#y']],
    [{ same_domain: true }, ['https://a.example/b']],
    [
      { same_domain: true, depth: 40 },
      ['https://a.example/b', 'https://a.example/', 'https://a.example/d?x=1&y=2'],
    ],
    [{ depth: 0 }, []],
    [{ depth: -1 }, []],
  ])('%j', async (inputs, expected) => {
    const { result } = await extract({ starting_page: 'https://a.example', ...inputs });
    expect(result).toEqual(expected);
  });

  it('waits before each page, and reads none twice', async () => {
    const { host } = await extract({
      starting_page: 'https://a.example/',
      depth: 3,
      offset_ms: 500,
    });
    const read = host.requests.map(({ url }) => url);
    expect(new Set(read).size).toBe(read.length);
    expect(host.clock.now()).toBeGreaterThanOrEqual(500 * read.length);
    expect(host.requests[0]!.headers).toEqual([['User-Agent', 'FlowLike/0.1']]);
  });

  it.each(['https://a.example/x.txt', 'https://a.example/gone', 'https://b.example/'])(
    'skips %s',
    async (page) => {
      const pages = {
        'https://a.example/x.txt': '<a href=/b>',
        'https://a.example/gone': '<a href=/b>',
      };
      const { status, result } = await extract({ starting_page: page }, pages);
      expect([status, result]).toEqual(['completed', []]);
    },
  );

  it.each(['', 'a.example', 'file:///etc/passwd', 'javascript:1'])(
    'refuses to begin at %j',
    async (page) => {
      expect((await extract({ starting_page: page })).error).toContain(
        'starting_page is no address',
      );
    },
  );

  it('gives up a page that takes too long', async () => {
    const host = new RecordingHost();
    host.http = {
      send: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    };
    const built = board()
      .node('start', 'events_simple')
      .node('extract', 'web_scrape_extract_links', { starting_page: 'https://a.example/' })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'extract.exec_in')
      .wire('extract.exec_out', 'end.exec_in')
      .wire('extract.links', 'end.response');
    const { status, result } = await run(built, { host });
    expect([status, result]).toEqual(['completed', []]);
    expect(host.clock.now()).toBe(11_000);
  });
});
