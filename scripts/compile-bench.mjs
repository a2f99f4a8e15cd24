// Compiles the programs in bench/ to .local/bench/build.
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const built = path.join(root, '.local', 'bench', 'build');

/** Answers a function that imports a compiled file of bench/. */
export function compileBench() {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.bench.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  cpSync(path.join(root, 'package.json'), path.join(built, 'package.json'));
  // The compiled bench starts its servers with the same scripts as everybody.
  const from = path.join(root, 'scripts', 'local-servers');
  cpSync(from, path.join(built, 'scripts', 'local-servers'), { recursive: true });
  return (file) => import(path.join(built, 'bench', file));
}
