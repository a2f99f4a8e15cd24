// A row in every table of a schema, whatever its tables are: the same value in all columns of one type, so that what
// refers to another row finds it.
import type pg from 'pg';

const VALUES: Readonly<Record<string, string>> = {
  text: `'x'`,
  uuid: `'01a20f99-5fec-7542-af19-1ed4a3ecacc3'`,
  boolean: 'true',
  json: `'{}'`,
  jsonb: `'{}'`,
  date: `'2026-01-02'`,
  bytea: `'\\x01'`,
  'timestamp with time zone': `'2026-01-02T03:04:05Z'`,
};
const NUMBERS = new Set(['smallint', 'integer', 'bigint', 'double precision', 'real', 'numeric']);

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly udt_name: string;
}

/** Answers the rows, by table. `special` are SQL expressions by `table.column`, where a check or a reader asks for more. */
export async function insertAnyRows(
  database: pg.Client,
  special: Readonly<Record<string, string>>,
): Promise<Map<string, Record<string, unknown>>> {
  const { rows: columns } = await database.query<Column>(`
    SELECT table_name, column_name, data_type, udt_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'migrations'
      AND is_generated = 'NEVER' AND is_identity = 'NO'
    ORDER BY table_name, ordinal_position`);
  const allowed = await firstAllowedTexts(database);
  const tables = new Map<string, Record<string, unknown>>();
  // Rows refer to each other in a ring.
  await database.query('SET session_replication_role = replica');
  for (const table of new Set(columns.map(({ table_name }) => table_name))) {
    const own = columns.filter(({ table_name }) => table_name === table);
    const names = own.map(({ column_name }) => `"${column_name}"`).join(', ');
    const values = own.map((column) => {
      const place = `${table}.${column.column_name}`;
      return special[place] ?? allowed.get(place) ?? valueFor(column);
    });
    await database.query(`INSERT INTO "${table}" (${names}) VALUES (${values.join(', ')})`);
    tables.set(table, (await rowsOf(database, table))[0]!);
  }
  await database.query('SET session_replication_role = DEFAULT');
  return tables;
}

export async function rowsOf(
  database: pg.Client,
  table: string,
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(one) AS row FROM "${table}" one`,
  );
  return rows.map(({ row }) => row);
}

function valueFor({ data_type: type, udt_name: udt, table_name, column_name }: Column): string {
  if (NUMBERS.has(type)) return '1';
  if (type === 'ARRAY') return udt === '_text' ? `'{x}'` : `'{}'`;
  const value = VALUES[type];
  if (value === undefined) throw new Error(`No value for ${table_name}.${column_name}: ${type}`);
  return value;
}

/** Of checks such as `status IN ('a', 'b')`: the first of what is allowed. */
async function firstAllowedTexts(database: pg.Client): Promise<Map<string, string>> {
  const { rows } = await database.query<{ place: string; text: string }>(`
    SELECT conrelid::regclass || '.' || attname AS place, pg_get_constraintdef(pg_constraint.oid) AS text
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'c' AND array_length(conkey, 1) = 1 AND connamespace = 'public'::regnamespace`);
  return new Map(
    rows.flatMap(({ place, text }) => {
      const first = /ARRAY\['([^']*)'::text/.exec(text)?.[1];
      return first === undefined ? [] : [[place, `'${first}'`] as const];
    }),
  );
}
