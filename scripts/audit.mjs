// `npm run audit`: asks the registry that npm is set up with for known faults of the packages that are installed with the
// product. Fails for one that is rated high or critical. Where nobody can be asked, that is said, loudly.
import { spawnSync } from 'node:child_process';

const RATED = ['critical', 'high'];
const { stdout, status } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
  shell: process.platform === 'win32', // npm is no program of its own there
});
const { metadata, vulnerabilities, message } = answerIn(stdout);
if (metadata?.vulnerabilities === undefined) {
  const reason = message ?? `npm audit ended with ${status}`;
  console.error(`AUDIT SKIPPED: NOTHING WAS CHECKED. Nobody could be asked: ${reason}`);
} else {
  const grave = Object.values(vulnerabilities).filter(({ severity }) => RATED.includes(severity));
  for (const { name, severity, range } of grave) console.error(`${severity}: ${name} ${range}`);
  console.info(
    `Audit: ${metadata.dependencies?.prod ?? '?'} packages, ${grave.length} high or critical`,
  );
  process.exitCode = grave.length > 0 ? 1 : 0;
}

function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
