import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * An open database: PGlite in a folder, or PostgreSQL. One dialect, two homes.
 *
 * @example const database = await openDatabase({ dataDir: '.hitch/data' })
 * @example const database = await openDatabase({ url: 'postgres://…' })
 */
export interface ConnectDatabase {
  readonly kysely: Kysely<Tables>
  /** `process`: survives the process, not the machine (PGlite runs without fsync). `machine`: PostgreSQL. */
  readonly durability: 'process' | 'machine'
  /** Wake-ups. A job may be lost, doubled or late without harm: the sealed row is the truth. */
  readonly jobs: Jobs
  close(): Promise<void>
}

export interface Jobs {
  /** Sends inside the given transaction, so that it commits and rolls back with the row that it wakes. */
  send(transaction: Kysely<Tables>, wakeUp: WakeUp): Promise<void>
  work(handle: (wakeUp: WakeUp) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export type WakeUp = { kind: 'attempt'; attemptId: string } | { kind: 'connection'; leafUserId: string; provider: string }
