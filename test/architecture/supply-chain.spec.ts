import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ALLOWED, licencesPage, productionLicences } from '../../scripts/licences.mjs';

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}
const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const { packages } = json<{ packages: Record<string, Locked> }>('package-lock.json');
const { allowScripts } = json<{ allowScripts: Record<string, boolean> }>('package.json');
const locked = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 13);

describe('what is installed', () => {
  it('runs nothing of its own while it is installed, and each that would is refused by name', () => {
    const withScripts = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([place]) => nameOf(place));
    expect(withScripts.length).toBeGreaterThan(0);
    expect(Object.keys(allowScripts)).toEqual(withScripts.toSorted());
    expect(Object.values(allowScripts)).not.toContain(true);
  });

  it('is what was locked, byte for byte, and comes from no address but the registry in use', () => {
    const unproven = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(unproven.map(([place]) => place)).toEqual([]);
    const elsewhere = locked.filter(([, { resolved, link }]) => resolved ?? link);
    expect(elsewhere.map(([place]) => place)).toEqual([]);
  });

  it('with the product comes under terms that are allowed', () => {
    const others = productionLicences().filter(({ licence }) => !ALLOWED.has(licence ?? ''));
    expect(others.map(({ name, licence }) => [name, licence])).toEqual([]);
  });

  it('says of itself what the lock file says', () => {
    const installed = productionLicences().filter(({ place }) =>
      existsSync(`${place}/package.json`),
    );
    expect(installed.length).toBeGreaterThan(100);
    for (const { place, name, version, licence } of installed) {
      const own = json<{ version: string; license?: string }>(`${place}/package.json`);
      expect([name, own.version, own.license ?? licence]).toEqual([name, version, licence]);
    }
  });

  it('is told in docs/licences.md; `npm run docs:licences` writes it', () => {
    expect(readFileSync('docs/licences.md', 'utf8')).toBe(licencesPage());
  });
});
