// Builds the product and the programs in chaos/, which run beside it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.local', 'chaos');

/** `load` imports a compiled file of chaos/; `place` is where its servers may live. */
export async function compileHarness() {
  await build();
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.chaos.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  const built = path.join(folder, 'build');
  cpSync(path.join(root, 'package.json'), path.join(built, 'package.json'));
  // The compiled programs start their servers with the very same scripts, from where they are.
  const scripts = path.join(built, 'scripts');
  if (!existsSync(scripts)) symlinkSync(path.join(root, 'scripts'), scripts, 'junction');
  const { migrate } = await import('../dist/database/migrate.js');
  return {
    load: (file) => import(pathToFileURL(path.join(built, 'chaos', file)).href),
    place: { root, folder: path.join(folder, 'servers'), migrate },
  };
}
