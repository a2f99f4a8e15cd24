import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const files = ['scripts', '.ci'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
);

describe('the scripts', () => {
  // Packages come from wherever this machine's npm and apt are set up to get them.
  it.each(files)('%s names no host to download from', (file) => {
    const hosts = [
      ...readFileSync(path.join(root, file), 'utf8').matchAll(
        /[a-z]+:\/\/(?:[^@/\s]*@)?([\w.-]+)/g,
      ),
    ];
    const outside = hosts.map((match) => match[1]).filter((host) => !isLocal(host!));
    expect(outside).toEqual([]);
  });
});

function isLocal(host: string): boolean {
  return ['localhost', '127.0.0.1'].includes(host);
}
