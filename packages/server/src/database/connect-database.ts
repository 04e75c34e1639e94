import type { Kysely } from 'kysely'
import type { Jobs } from './jobs.ts'
import type { Tables } from './tables.ts'

/** An open database: PGlite in a folder, or PostgreSQL. One dialect, two homes. `openDatabase` makes it. */
export interface ConnectDatabase {
  /**
   * Names Hitch's schema in every query. On PGlite there is one connection: inside a transaction use the transaction
   * alone, or the query waits for the transaction that waits for it.
   */
  readonly kysely: Kysely<Tables>
  /** `process`: survives the process, not the machine (PGlite runs without fsync). `machine`: PostgreSQL. */
  readonly durability: 'process' | 'machine'
  /** Wake-ups. A job may be lost, doubled or late without harm: the sealed row is the truth. */
  readonly jobs: Jobs
  close(): Promise<void>
}
