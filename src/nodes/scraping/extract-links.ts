import { type Activation, defineNode, NodeError, pin } from '../../engine/index.js';
import { htmlTokens } from '../markdown/html-tokens.js';

/** Milliseconds that one page may take. */
const PAGE_LIMIT = 10_000;
const MAX_DEPTH = 40;
/** Pages of one activation. */
const MAX_PAGES = 1000;
const HEADERS = [['User-Agent', 'FlowLike/0.1']] as const;

export const extractLinks = defineNode({
  name: 'web_scrape_extract_links',
  title: 'Extract Links',
  doc: `Collects the links of a page, and of the pages these lead to, at most ${MAX_PAGES} pages. Pages that can't be read count for none.`,
  category: 'Web/Scraping',
  inputs: {
    exec_in: pin.exec('Input', 'Reads the pages.'),
    starting_page: pin.string('Starting Page', 'The address to begin at.'),
    same_domain: pin.boolean('Same Domain', 'Whether only links to the same host count.', {
      default: false,
    }),
    offset_ms: pin.integer('Delay (ms)', 'Milliseconds to wait before each page.', {
      default: 1000,
    }),
    depth: pin.integer(
      'Depth',
      'How many links to follow: 1 reads the first page only. At most 40.',
      {
        default: 1,
      },
    ),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    links: pin.set(pin.string('Links', 'All addresses found, each once.')),
  },
  bind: ({ inputs, outputs: { exec_out, links } }) => {
    return async (at) => {
      exec_out.off(at);
      const start = addressOf(inputs.starting_page.read(at));
      if (start === undefined)
        throw new NodeError('starting_page is no address: expected one such as https://a.example/');
      const sameDomain = inputs.same_domain.read(at);
      const pause = Math.max(0, inputs.offset_ms.read(at));
      const depth = Math.min(MAX_DEPTH, Math.max(0, inputs.depth.read(at)));
      const found = new Set<string>();
      const seen = new Set([pageOf(start)]);
      let level = [start];
      for (let left = depth; left > 0 && level.length > 0; left--) {
        const next: URL[] = [];
        for (const page of level) {
          await at.host.clock.sleep(pause, at.signal);
          for (const link of await linksOn(at, page)) {
            if (sameDomain && link.host !== start.host) continue;
            found.add(link.href);
            if (found.size > at.limits.arrayItems) throw new NodeError('There are too many links');
            // What is not read any more need not be remembered.
            if (left === 1 || seen.size >= MAX_PAGES || seen.has(pageOf(link))) continue;
            seen.add(pageOf(link));
            next.push(link);
          }
        }
        level = next;
      }
      if (seen.size >= MAX_PAGES) at.warn(`Only the first ${MAX_PAGES} pages were read`);
      links.write(at, [...found]);
      exec_out.on(at);
    };
  },
});

/** An address without its part behind #, which leads within a page. */
const pageOf = ({ href, hash }: URL) => href.slice(0, href.length - hash.length);

/** What can be read of a page within its time; nothing when it can't. */
async function linksOn(at: Activation, page: URL): Promise<readonly URL[]> {
  const { http } = at;
  const limit = new AbortController();
  const timer = at.host.clock.sleep(PAGE_LIMIT, limit.signal).then(
    () => limit.abort(new NodeError('The page takes too long')),
    () => undefined,
  );
  try {
    const signal = AbortSignal.any([at.signal, limit.signal]);
    const request = { method: 'GET', url: page.href, headers: HEADERS, body: null };
    const { status, headers, body } = await http.send(request, signal);
    const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
    if (status < 200 || status > 299 || !/^\s*text\/html\b/i.test(type)) return [];
    const decoder = new TextDecoder();
    let html = '';
    for await (const chunk of body) html += decoder.decode(chunk, { stream: true });
    return hrefsIn(html + decoder.decode(), page);
  } catch (thrown) {
    at.signal.throwIfAborted();
    if (thrown instanceof NodeError || limit.signal.aborted) return [];
    throw thrown;
  } finally {
    limit.abort();
    await timer;
  }
}

function hrefsIn(html: string, page: URL): readonly URL[] {
  const found: URL[] = [];
  for (const token of htmlTokens(html)) {
    if (token.kind !== 'open' || token.name !== 'a') continue;
    const href = token.attributes.get('href')?.trim();
    if (href === undefined || href === '' || href.startsWith('#')) continue;
    const address = addressOf(href, page);
    if (address !== undefined) found.push(address);
  }
  return found;
}

/** Of HTTP only: neither mail nor scripts. */
function addressOf(text: string, page?: URL): URL | undefined {
  const address = URL.canParse(text, page?.href) ? new URL(text, page?.href) : undefined;
  return address !== undefined && /^https?:$/.test(address.protocol) ? address : undefined;
}
