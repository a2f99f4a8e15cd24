import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cockroachPage, DIFFERENCES, sqlStatements } from '../../scripts/sql-statements.mjs';

describe('raw SQL', () => {
  const statements = sqlStatements();

  it('docs/cockroachdb.md tells what would differ; `npm run docs:cockroachdb` writes it', () => {
    expect(readFileSync('docs/cockroachdb.md', 'utf8')).toBe(cockroachPage());
  });

  it('is found wherever it stands', () => {
    const files = new Set(statements.map(({ file }) => file));
    expect(statements.length).toBeGreaterThan(200);
    for (const file of [
      'src/database/migrate.ts',
      'src/execution/statements/take-runs.ts',
      'src/triggers/trigger-statements.ts',
      'src/store/search/store-statements.ts',
      'src/health/probe-database.ts',
    ])
      expect(files).toContain(file);
  });

  it('every difference that is told of is there, or it would be a tale', () => {
    const seen = new Set(statements.flatMap(({ differs }) => differs));
    expect(DIFFERENCES.map(([name]) => name).filter((name) => !seen.has(name))).toEqual([]);
  });
});
