import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = 'src/database/migrations';
/**
 * While an installation is upgraded, the version before runs beside the new one on the new schema (docs/upgrades.md). What
 * it reads may not vanish and what it writes may not be refused: except for a reason that stands here.
 */
const EXCUSED: Readonly<Record<string, string>> = {
  '1764400000000-create-app-teams.ts drops a column': 'older than the first release',
  '1765400000000-look-back-at-runs.ts takes away a default': 'older than the first release',
  '1765620000000-create-publications.ts drops a table': 'older than the first release',
};

/** What a migration takes away from, or asks of, a version that does not know it. */
const BREAKING: readonly (readonly [string, RegExp])[] = [
  ['drops a table', /\bDROP TABLE (?!IF EXISTS pg_temp)/],
  ['drops a column', /\bDROP (?:COLUMN )?(?!TABLE|INDEX|CONSTRAINT|DEFAULT|NOT NULL|FUNCTION|TRIGGER|VIEW|EXPRESSION|COLUMN)["\w]+/], // prettier-ignore
  ['renames', /\bRENAME\b/],
  ['refuses null', /\bSET NOT NULL\b/],
  ['changes a type', /\bALTER (?:COLUMN )?["\w]+ (?:SET DATA )?TYPE\b/],
  ['takes away a default', /\bDROP DEFAULT\b/],
  ['adds a column that has to be given', /\bADD (?:COLUMN )?(?!CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|EXCLUDE)["\w]+ [^,;]*\bNOT NULL\b(?![^,;]*\b(?:DEFAULT|GENERATED)\b)/], // prettier-ignore
  ['empties a table', /\bTRUNCATE\b/],
];

/** What a migration does on the way up to tables that were there before. */
function breaksIn(source: string): string[] {
  const up = source.slice(0, source.search(/async down\(/));
  const created = [...up.matchAll(/CREATE (?:TEMP )?TABLE (\w+)/g)].map(([, name]) => name);
  const statements = [...up.matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'/g)]
    .map(([, template, text]) => template ?? text ?? '')
    .filter((sql) => !created.some((name) => sql.includes(`ALTER TABLE ${name}`)));
  return BREAKING.filter(([, pattern]) => statements.some((sql) => pattern.test(sql))).map(
    ([what]) => what,
  );
}

const files = readdirSync(FOLDER).filter((file) => file !== 'index.ts');
const breaking = files.flatMap((file) =>
  breaksIn(readFileSync(`${FOLDER}/${file}`, 'utf8')).map((what) => `${file} ${what}`),
);

describe('migrations', () => {
  it('leave the version before what it reads and writes', () => {
    expect(breaking.filter((one) => EXCUSED[one] === undefined)).toEqual([]);
  });

  it('are excused for what they do and nothing else', () => {
    expect(Object.keys(EXCUSED).filter((one) => !breaking.includes(one))).toEqual([]);
  });

  it.each([
    ['ALTER TABLE apps DROP name', 'drops a column'],
    ['ALTER TABLE runs DROP COLUMN mode, ADD x text', 'drops a column'],
    ['DROP TABLE apps', 'drops a table'],
    ['ALTER TABLE apps RENAME name TO title', 'renames'],
    ['ALTER TABLE apps ALTER COLUMN name SET NOT NULL', 'refuses null'],
    ['ALTER TABLE apps ALTER price TYPE bigint', 'changes a type'],
    ['ALTER TABLE apps ALTER COLUMN price DROP DEFAULT', 'takes away a default'],
    ['ALTER TABLE apps ADD COLUMN kind text NOT NULL', 'adds a column that has to be given'],
    ['TRUNCATE run_logs', 'empties a table'],
  ])('with %s would be found', (sql, what) => {
    expect(breaksIn(`async up() { query(\`${sql}\`); } async down() {}`)).toEqual([what]);
  });

  it.each([
    `ALTER TABLE apps ADD kind text NOT NULL DEFAULT 'x', ADD note text`,
    'ALTER TABLE apps DROP CONSTRAINT apps_owner',
    'DROP INDEX runs_queued',
    'ALTER TABLE apps ALTER COLUMN kind DROP NOT NULL',
    'CREATE TABLE a (x text NOT NULL)',
  ])('with %s would pass', (sql) => {
    expect(breaksIn(`async up() { query(\`${sql}\`); } async down() {}`)).toEqual([]);
  });
});
