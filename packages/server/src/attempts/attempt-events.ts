import {
  sql,
  type Kysely,
  type QueryCreator,
  type Selectable,
  type UpdateQueryBuilder,
  type UpdateResult,
} from 'kysely'
import { ATTEMPT_COLUMNS } from '../database/columns.ts'
import type { AttemptsTable, Tables } from '../database/tables.ts'

/** What an event may say beside its name. Never a secret, code, state, token or upstream body. */
export type AttemptEventDetails = Readonly<Record<string, string | number | boolean | null>>

/** One line of the record from which one can follow an attempt. It stands or falls with the change that it tells of. */
export interface AttemptEvent {
  readonly attemptId: string
  readonly name: string
  readonly details?: AttemptEventDetails | undefined
}

/**
 * Events that are written by the statement that follows: a statement costs more than what it writes.
 *
 * @example await withEvents(transaction, [{ attemptId, name: 'created' }]).insertInto('attempts').values(row).execute()
 */
export const withEvents = (database: Kysely<Tables>, events: readonly AttemptEvent[]): QueryCreator<Tables> =>
  events.length === 0 ? database : database.with('recorded', (statement) => insertEvents(statement, events))

/** Events that no statement takes along. */
export const recordEvents = async (database: Kysely<Tables>, events: readonly AttemptEvent[]): Promise<void> => {
  if (events.length > 0) await insertEvents(database, events).execute()
}

const insertEvents = (statement: QueryCreator<Tables>, events: readonly AttemptEvent[]) =>
  statement
    .insertInto('attempt_events')
    .values(events.map(({ attemptId, name, details }) => ({ attempt_id: attemptId, name, details: toJson(details) })))

type AttemptRow = Selectable<AttemptsTable>
type Change = (statement: QueryCreator<Tables>) => UpdateQueryBuilder<Tables, 'attempts', 'attempts', UpdateResult>

/**
 * Changes an attempt and records it, both or neither, in one statement: an event for each row that is changed, and none
 * when none fits. Resolves with the row as it is now.
 */
export const changeWithEvent = async (
  database: QueryCreator<Tables>,
  change: Change,
  { name, details }: Omit<AttemptEvent, 'attemptId'>,
): Promise<AttemptRow | undefined> =>
  await database
    .with('changed', (statement) => change(statement).returning(ATTEMPT_COLUMNS))
    .with('recorded', (statement) =>
      statement
        .insertInto('attempt_events')
        .columns(['attempt_id', 'name', 'details'])
        .expression((expression) =>
          expression
            .selectFrom('changed')
            .select([
              'changed.attempt_id',
              sql<string>`${name}::text`.as('name'),
              sql<string | null>`${toJson(details)}::jsonb`.as('details'),
            ]),
        ),
    )
    .selectFrom('changed')
    .select(ATTEMPT_COLUMNS)
    .executeTakeFirst()

const toJson = (details: AttemptEventDetails | undefined): string | null =>
  details === undefined ? null : JSON.stringify(details)
