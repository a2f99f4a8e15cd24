// A browser as far as signing in needs one: cookies, redirects, forms. It runs no JavaScript.
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

/** `reach` maps a URL to that of the process that is to answer it. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();

  constructor(private reach: (url: string) => string = (url) => url) {}

  /** From now on other processes answer. */
  goThrough(reach: (url: string) => string): void {
    this.reach = reach;
  }

  /** Follows redirects as long as they stay on this server; the last answer has the rest in `location`. */
  async open(url: string, init: RequestInit = {}): Promise<Page> {
    const { origin, pathname } = new URL(url);
    const answer = await fetch(this.reach(url), {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie: this.cookiesFor(pathname) },
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line, pathname);
    const location = answer.headers.get('location');
    const next = location === null ? undefined : new URL(location, url);
    if (next?.origin === origin) return this.open(next.href);
    return { status: answer.status, url, headers: answer.headers, text: await answer.text() };
  }

  /** Fills in and sends the form of a page. */
  async submit(page: Page, fields: Record<string, string>, headers = {}): Promise<Page> {
    const action = unescaped(/<form[^>]* action="([^"]*)"/.exec(page.text)![1]!);
    const hidden = [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)![1]!,
      unescaped(/value="([^"]*)"/.exec(input)![1]!),
    ]);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    const url = new URL(action, page.url);
    const hidesOrigin = page.headers.get('referrer-policy') === 'no-referrer';
    const origin = hidesOrigin ? 'null' : new URL(page.url).origin;
    return this.open(url.href, { method: 'POST', body, headers: { origin, ...headers } });
  }

  private cookiesFor(path: string): string {
    return [...this.cookies.values()]
      .filter((cookie) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  private keep(line: string, at: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
    const path = /; path=([^;]*)/i.exec(line)?.[1] ?? at;
    const gone = value === '' || / expires=Thu, 01 Jan 1970/i.test(line);
    if (gone) this.cookies.delete(`${name}${path}`);
    else this.cookies.set(`${name}${path}`, { name: name!, value: value!, path });
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}
