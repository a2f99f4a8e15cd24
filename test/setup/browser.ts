/** What a browser does in a sign-in: it keeps cookies per host and follows redirects, until it is told to stop. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** `hosts` = where an origin really is, for names that lead nowhere. */
  constructor(private readonly hosts: Readonly<Record<string, string>> = {}) {}

  async open(address: string): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    const answer = await fetch(`${this.hosts[origin] ?? origin}${pathname}${search}`, {
      redirect: 'manual',
      headers: { cookie: this.cookieHeader(origin), accept: 'text/html' },
    });
    for (const text of answer.headers.getSetCookie()) this.keep(origin, text);
    return answer;
  }

  /** Follows redirects from `address` on until one leads to an address that begins with `end`; answers that. */
  async followTo(end: string, address: string): Promise<string> {
    let next = address;
    for (let hops = 0; hops < 10; hops++) {
      const answer = await this.open(next);
      const location = answer.headers.get('location');
      if (location === null)
        throw new Error(`${next} answers ${answer.status}: ${await answer.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(end)) return next;
    }
    throw new Error(`no redirect leads to ${end}`);
  }

  cookies(origin: string): ReadonlyMap<string, string> {
    return this.jars.get(origin) ?? new Map();
  }

  private cookieHeader(origin: string): string {
    return [...this.cookies(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(origin: string, setCookie: string): void {
    const [pair, ...attributes] = setCookie.split('; ');
    const [name, ...value] = pair!.split('=');
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    if (attributes.includes('Max-Age=0')) jar.delete(name!);
    else jar.set(name!, value.join('='));
  }
}
