// Under which account Postgres runs: as the caller, or, since it refuses root, as "nobody".
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** Options for startChild, and the uid and gid that must own the data directory (root only). */
export function postgresAccount(directory, postgres) {
  if (process.getuid?.() !== 0) return firstThatRuns([{ spawn: {} }], postgres);
  const owner = ownerFor(directory);
  return firstThatRuns(
    [
      ...['dac_read_search', 'dac_override'].map((capability) => ({
        owner,
        spawn: { privileges: dropTo(owner, capability) },
      })),
      { owner, spawn: owner },
    ],
    postgres,
  );
}

/** Whoever owns the data already keeps it, so that a start with and one without sudo can alternate. */
function ownerFor(directory) {
  const { uid, gid } = existsSync(directory) ? statSync(directory) : { uid: 0 };
  if (uid !== 0) return { uid, gid };
  const idOf = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * Keeps one right of root: walking through folders that only root may enter, such as a 0700 home.
 * `no_setuid_fixup` is for initdb, which asks access(2), and that looks at the real user's rights.
 */
function dropTo({ uid, gid }, capability) {
  const ids = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  const rights = [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return [...ids, '--securebits=+no_setuid_fixup', ...rights];
}

function firstThatRuns(accounts, postgres) {
  let complaint = '';
  for (const account of accounts) {
    const { privileges, ...ids } = account.spawn;
    const command = privileges ? ['setpriv', ...privileges, '--', postgres] : [postgres];
    const trial = spawnSync(command[0], [...command.slice(1), '--version'], { ...ids, cwd: '/' });
    if (trial.status === 0) return account;
    complaint = trial.error?.message ?? trial.stderr.toString().trim();
  }
  throw new Error(
    accounts[0].owner
      ? `Postgres does not run as root, and not as another user either (${complaint}). ` +
          'Run this as an ordinary user, or set DATABASE_URL to a Postgres you run.'
      : `The embedded Postgres does not run here: ${complaint}. It needs glibc 2.27 or newer ` +
          '(not Alpine). Set DATABASE_URL to a Postgres you run.',
  );
}
