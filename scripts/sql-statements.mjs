// `npm run docs:cockroachdb`: writes the table of docs/cockroachdb.md; `-- --list` prints every raw SQL statement of
// the product and what CockroachDB would do otherwise with it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const page = path.join(root, 'docs/cockroachdb.md');
const STATEMENT =
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|TRUNCATE|LOCK|SET|DO)\s/;
/** Pieces that other statements are put together of: `AND NOT EXISTS (SELECT …`, `pg_advisory_xact_lock(…)`. */
const PIECE = /\b(?:SELECT\s.+\sFROM|FROM\s+\w+\s|RETURNING\s|FOR (?:UPDATE|SHARE)|pg_\w+\()/s;

/**
 * What differs, by how it shows in a statement. `fails`: refused; `lost`: accepted, but the meaning is another one;
 * `slower`: works and costs more.
 */
export const DIFFERENCES = [
  [
    'advisory locks',
    /pg_(?:try_)?advisory/i,
    'lost',
    'accepted without any effect: nothing is locked',
  ],
  ['hashtextextended', /hashtextextended/i, 'fails', 'no such function'],
  [
    '`json` columns',
    /\bjson\b(?!b|_)(?=\s*(?:NOT|NULL|DEFAULT|,|\)|\n))|::json\b/,
    'lost',
    '`json` is `jsonb`: the order of members and 1.0 beside 1 are lost',
  ],
  [
    'triggers and functions',
    /CREATE (?:OR REPLACE )?(?:TRIGGER|FUNCTION)|LANGUAGE plpgsql/i,
    'fails',
    'depends on the version: functions since 23.2, triggers later; to be tried',
  ],
  ['deferrable constraints', /DEFERRABLE/i, 'fails', 'not supported'],
  [
    'full-text search',
    /setweight|websearch_to_tsquery|ts_rank_cd|tsvector\s*\|\||\|\|\s*to_tsvector|regconfig/i,
    'fails',
    'only parts of it: no `setweight`, `websearch_to_tsquery`, `ts_rank_cd`, `||` of vectors',
  ],
  ['extensions', /CREATE EXTENSION/i, 'lost', 'accepted; what it brings is there or not'],
  [
    'synchronous_commit',
    /synchronous_commit/i,
    'slower',
    'no such choice: every commit waits for a majority',
  ],
  ['ctid, xmin, xmax', /\b(?:ctid|xmin|xmax)\b/i, 'fails', 'no such columns'],
  ['collations', /COLLATE/i, 'fails', 'names of ICU locales, no "C"'],
  [
    'hash and GIN indexes',
    /USING (?:hash|gin|gist)/i,
    'slower',
    'GIN as inverted index; a hash index becomes a B-tree',
  ],
  [
    'shared and weaker row locks',
    /FOR (?:NO KEY UPDATE|KEY SHARE|SHARE)/i,
    'slower',
    'kept under SERIALIZABLE by retries or as FOR UPDATE',
  ],
  [
    'skipping locked rows',
    /SKIP LOCKED/i,
    'slower',
    'supported; keys that were passed over are read again at each try',
  ],
];

/** Every text in src that is SQL or a piece of it: file, line, text, and the names of what differs. */
export function sqlStatements() {
  return readdirSync(path.join(root, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !/(\.spec|testing)\.ts$/.test(file))
    .sort()
    .flatMap((file) => statementsOf(path.join('src', file)));
}

function statementsOf(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.ES2023,
  );
  const found = [];
  const visit = (node) => {
    const text = textOf(node, source);
    if (text !== undefined && (STATEMENT.test(text) || PIECE.test(text))) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      const differs = DIFFERENCES.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
      found.push({ file, line, text, differs });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a string; what is put into a template stands as `?`. */
function textOf(node, source) {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node
        .getText(source)
        .slice(1, -1)
        .replaceAll(/\$\{[^}]*\}/g, '?')
    : undefined;
}

/** The table of docs/cockroachdb.md. */
export function cockroachTable() {
  const statements = sqlStatements();
  const rows = DIFFERENCES.map(([name, , what, why]) => {
    const files = statements
      .filter(({ differs }) => differs.includes(name))
      .map(({ file }) => file);
    const places = [...new Set(files)].map((file) => `\`${file.replace('src/', '')}\``);
    return `| ${name} | ${what} | ${why} | ${places.join(', ') || '–'} |`;
  });
  return ['| what | | in CockroachDB | where |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const BEGIN = '<!-- table: npm run docs:cockroachdb -->\n\n';
const END = '\n\n<!-- end of table -->';

/** docs/cockroachdb.md with a current table. */
export function cockroachPage() {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  return text.slice(0, from) + cockroachTable() + text.slice(to);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--list'))
    for (const { file, line, text, differs } of sqlStatements())
      console.log(`${file}:${line} [${differs.join('; ')}] ${text.replaceAll(/\s+/g, ' ').trim()}`);
  else writeFileSync(page, cockroachPage());
}
