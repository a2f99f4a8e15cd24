// `npm run docs:licences`: writes docs/licences.md from the lock file. A test fails while it is out of date, and when a
// package of the product comes under terms that are not on the list.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

/** They ask for no more than to be named. Adding one is a decision of the people who answer for the product. */
export const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'PostgreSQL', 'Python-2.0', 'Unlicense']); // prettier-ignore
/** They say it elsewhere than in the member that npm reads; looked up by hand. */
const SAID_ELSEWHERE = {
  'passport-strategy': 'MIT', // its member `licenses`, and its LICENSE
  pause: 'MIT', // its Readme.md
};

/** Of every package that is installed with the product: name, version, licence (SPDX), sorted. */
export function productionLicences() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const rows = Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place, { version, license }]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { place, name, version, licence: license ?? SAID_ELSEWHERE[name] };
    });
  return rows.toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function licencesPage() {
  const once = new Map(
    productionLicences().map(({ name, version, licence }) => [
      `\`${name}\` ${version}`,
      licence ?? 'unknown',
    ]),
  );
  const sections = [...new Set(once.values())].toSorted(compare).map((licence) => {
    const names = [...once.keys()].filter((name) => once.get(name) === licence);
    return `## ${licence} (${names.length})\n\n${names.join(', ')}\n`;
  });
  return `# Licences of what the product is made of

Written by \`npm run docs:licences\` from the lock file: ${once.size} packages, tools for development left out. Which terms
are allowed stands in \`scripts/licences.mjs\`.

${sections.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(path.join(root, 'docs', 'licences.md'), licencesPage());
