import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** The tables as a version of Hitch knows them: what its statements can name. */
export type KnownTables = readonly KnownTable[]

interface KnownTable {
  readonly name: string
  readonly columns: readonly KnownColumn[]
  /** Columns of each unique index: a conflict on them is counted on. */
  readonly uniques: readonly (readonly string[])[]
  /** Tables in which a row must stand before one can stand here. */
  readonly pointsAt: readonly string[]
}

interface KnownColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
  readonly generated: boolean
}

/** Tables that others point at come first. */
export const readKnownTables = async (database: Kysely<Tables>): Promise<KnownTables> => {
  const { rows } = await sql<KnownTable>`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
          'nullable', not a.attnotnull, 'hasDefault', a.atthasdef, 'generated', a.attidentity <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg((select json_agg(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (i.indkey)))
        from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as uniques,
      coalesce((select json_agg(other.relname) from pg_constraint f join pg_class other on other.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f'), '[]') as "pointsAt"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'hitch' and c.relkind = 'r' and c.relname not like 'kysely%'
    order by exists (select 1 from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), c.relname`.execute(
    database,
  )
  return rows
}

const SAMPLES: Readonly<Record<string, (row: string) => RawBuilder<unknown>>> = {
  text: (row) => sql`${row}`,
  integer: (row) => sql.lit(row.length),
  bigint: (row) => sql.lit(row.length),
  boolean: () => sql.lit(true),
  jsonb: (row) => sql`${JSON.stringify({ row })}::jsonb`,
  'timestamp with time zone': () => sql`now()`,
}

const sample = ({ type }: KnownColumn, row: string): RawBuilder<unknown> => {
  const give = SAMPLES[type]
  if (give === undefined) throw new Error(`a sample for ${type} is missing`)
  return give(row)
}

/**
 * Whatever a version that knows these tables may say to them, table by table: rows with all it knows and with the least,
 * rows that are alike in all that need not differ, conflicts on its keys, nothing where nothing may stand. Gives what is
 * refused. `transaction` has to be rolled back.
 */
export const refusalsOf = async (transaction: Transaction<Tables>, tables: KnownTables): Promise<string[]> => {
  const refused: string[] = []
  const isRefused = async (table: KnownTable, ...statements: RawBuilder<unknown>[]): Promise<boolean> => {
    await sql`savepoint before`.execute(transaction)
    try {
      for (const statement of statements) await statement.execute(transaction)
      return false
    } catch (error) {
      await sql`rollback to savepoint before`.execute(transaction)
      refused.push(`${table.name}: ${(error as Error).message}`)
      return true
    }
  }
  for (const table of tables) await isRefused(table, insert(table, 'a'))
  for (const table of tables) {
    const pointedAt = tables.filter(({ name }) => table.pointsAt.includes(name)).map((other) => insert(other, 'bb'))
    for (const statement of statementsFor(table))
      if (!(await isRefused(table, ...pointedAt, statement)))
        await sql`rollback to savepoint before`.execute(transaction)
  }
  return [...new Set(refused)]
}

const statementsFor = (table: KnownTable): RawBuilder<unknown>[] => {
  const { name, columns, uniques } = table
  const own = columns.filter(({ generated }) => !generated)
  const at = sql.table(`hitch.${name}`)
  const key = uniques.find((unique) => own.some((column) => unique.includes(column.name)))
  const changes = (of: readonly KnownColumn[], value: (column: KnownColumn) => RawBuilder<unknown>) =>
    sql.join(of.map((column) => sql`${sql.ref(column.name)} = ${value(column)}`))
  return [
    insert(table, 'bb', ({ nullable, hasDefault }) => !nullable && !hasDefault),
    insert(
      table,
      'a',
      () => true,
      (column) => (uniques.flat().includes(column) ? 'bb' : 'a'),
    ),
    ...(key === undefined
      ? []
      : [
          sql`${insert(table, 'a')} on conflict (${sql.join(key.map((column) => sql.ref(column)))})
            do update set ${changes(own, (column) => sample(column, 'a'))}`,
        ]),
    ...own
      .filter(({ nullable }) => nullable)
      .map((column) => sql`update ${at} set ${changes([column], () => sql`null`)}`),
    sql`select ${sql.join(columns.map((column) => sql.ref(column.name)))} from ${at}`,
    sql`delete from ${at}`,
  ]
}

const insert = (
  { name, columns }: KnownTable,
  row: string,
  says: (column: KnownColumn) => boolean = () => true,
  rowOf: (column: string) => string = () => row,
): RawBuilder<unknown> => {
  const own = columns.filter((column) => !column.generated && says(column))
  return sql`insert into ${sql.table(`hitch.${name}`)} (${sql.join(own.map((column) => sql.ref(column.name)))})
    values (${sql.join(own.map((column) => sample(column, rowOf(column.name))))})`
}
