/**
 * The cookie that ties a sign-in to the browser it began in: without it, an attacker could have somebody
 * finish the attacker's own sign-in. Its name holds part of the state, so that sign-ins in several tabs do
 * not overwrite each other's.
 */
export class SignInCookie {
  private readonly prefix: string;
  private readonly attributes: string;

  constructor(publicUrl: string) {
    const isSecure = publicUrl.startsWith('https:');
    // __Host-: no other host, not even a subdomain, can set it. Browsers take the prefix with Path=/ only.
    this.prefix = `${isSecure ? '__Host-' : ''}sign-in-`;
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  }

  /** As value of Set-Cookie. */
  set(state: string, secret: string, seconds: number): string {
    return `${this.nameFor(state)}=${secret}; Max-Age=${seconds}; ${this.attributes}`;
  }

  clear(state: string): string {
    return this.set(state, '', 0);
  }

  /** Its secret, from the header Cookie of a request. */
  read(header: string | undefined, state: string): string | undefined {
    const start = `${this.nameFor(state)}=`;
    const pairs = (header ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
  }

  private nameFor(state: string): string {
    return this.prefix + state.slice(0, 12);
  }
}
