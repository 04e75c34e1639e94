import { Client } from 'pg'

/** What the database has done so far. */
export interface DatabaseUse {
  /** Transactions that were committed, reads included. */
  readonly commits: number
  /** Bytes of write-ahead log. */
  readonly log: number
  /** Rows that sequential scans have read, by table. */
  readonly scanned: ReadonlyMap<string, number>
}

export const withClient = async <T>(databaseUrl: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** PostgreSQL's processes tell what they have done within a second; whoever asks waits for that. */
const TOLD = 1_500

export const readUse = async (client: Client): Promise<DatabaseUse> => {
  await new Promise((resolve) => setTimeout(resolve, TOLD))
  const { rows } = await client.query<{ commits: string; log: string }>(
    `select xact_commit as commits, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as log
      from pg_stat_database where datname = current_database()`,
  )
  const tables = await client.query<{ name: string; scanned: string }>(
    `select schemaname || '.' || relname as name, seq_tup_read as scanned from pg_stat_user_tables`,
  )
  return {
    commits: Number(rows[0]?.commits),
    log: Number(rows[0]?.log),
    scanned: new Map(tables.rows.map(({ name, scanned }) => [name, Number(scanned)])),
  }
}

export interface TableSize {
  readonly name: string
  readonly rows: number
  /** With its indexes and all that belongs to it. */
  readonly bytes: number
}

/** Of Hitch's own tables and those of its jobs; partitions count with their table. */
export const readSizes = async (client: Client): Promise<TableSize[]> => {
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `select schemaname || '.' || relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables
      where schemaname in ('hitch', 'hitch_jobs') order by 1`,
  )
  const sizes: TableSize[] = []
  for (const { name, bytes } of rows) {
    const counted = await client.query<{ count: string }>(`select count(*) from ${name}`)
    sizes.push({ name, rows: Number(counted.rows[0]?.count), bytes: Number(bytes) })
  }
  return sizes
}
