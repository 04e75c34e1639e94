import type { Connection, ProviderId } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import { sql } from 'kysely'
import { CONNECTION_COLUMNS } from '../database/columns.ts'
import type { ServerContext } from '../context.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import type { KnownCredential } from '../database/tables.ts'
import type { CachedRead } from '../leaf/cached-read.ts'
import { LeafError } from '../leaf/leaf.ts'
import type { readStatusWord } from '../leaf/status-word.ts'
import { describeFailure } from './log.ts'
import { isAnyConnected } from './perform.ts'
import { tellOfSeen } from './tell.ts'
import { toConnection, unknown } from './to-connection.ts'
import { toJson, toKnown } from './turn.ts'

export type ConnectionsReader = Pick<
  ServerContext,
  'database' | 'leaf' | 'log' | 'outbox' | 'providers' | 'timings'
> & {
  readonly readStatus: typeof readStatusWord
  /**
   * Single flight and deadline. It keeps no values: what is known stands in the database, for every instance.
   * `undefined`: Leaf did not tell in time.
   */
  readonly flights: CachedRead<Connection | null | undefined>
}

/**
 * What a browser may know of a Leaf user's credentials. Leaf is asked when what is known is older than 10 s; a Leaf that
 * hangs or fails leaves the last known, or `checking`. DESIGN section 5, "Reads of Leaf".
 */
export const readConnections = async (
  reader: ConnectionsReader,
  leafUserId: string,
  providers: readonly ProviderId[],
): Promise<Connection[]> => {
  if (providers.length === 0) return []
  const rows = await selectKnown(reader, leafUserId, providers)
  const found = await Promise.all(
    providers.map(async (id): Promise<Connection | null> => {
      const provider = reader.providers.get(id)
      if (provider === undefined) return null
      const row = rows.find((row) => row.provider === id)
      if (row?.is_fresh === true) return toConnection(row, provider)
      const told = await reader.flights.read(
        JSON.stringify([leafUserId, id]),
        () => refresh(reader, leafUserId, provider),
        (reason) => {
          if (reason !== undefined)
            reader.log.warn({ provider: id, reason: describeFailure(reason) }, 'Leaf was no help')
          return undefined
        },
      )
      return told === undefined ? await lastKnown(reader, leafUserId, provider) : told
    }),
  )
  return found.filter((connection) => connection !== null)
}

const selectKnown = async (
  { database, timings }: ConnectionsReader,
  leafUserId: string,
  providers: readonly ProviderId[],
) =>
  await database
    .selectFrom('connections')
    .select(CONNECTION_COLUMNS)
    .select((select) =>
      // Of what Leaf has told trouble of, nothing is known until somebody has looked.
      select
        .and([
          select.fn.coalesce(select('known_at', '>', inFuture(-timings.leafReadCache)), sql<boolean>`false`),
          select('alerted_at', 'is', null),
        ])
        .as('is_fresh'),
    )
    .select(databaseNow.as('read_at'))
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', 'in', providers)
    .execute()

/** As it stands now: while Leaf was waited for, the grower may have disconnected. */
const lastKnown = async (
  reader: ConnectionsReader,
  leafUserId: string,
  provider: ConfiguredProvider,
): Promise<Connection | null> => {
  const [row] = await selectKnown(reader, leafUserId, [provider.id])
  return row === undefined || row.known_at === null ? unknown(row, provider) : toConnection(row, provider)
}

/** Asks Leaf, and writes down what it says unless something newer was written meanwhile. */
const refresh = async (
  reader: ConnectionsReader,
  leafUserId: string,
  provider: ConfiguredProvider,
): Promise<Connection | null> => {
  const { database, leaf, outbox, readStatus } = reader
  // Whoever asked before may just have landed.
  const [landed] = await selectKnown(reader, leafUserId, [provider.id])
  if (landed?.is_fresh === true) return toConnection(landed, provider)
  const { read_at: askedAt } =
    landed ?? (await database.selectNoFrom(databaseNow.as('read_at')).executeTakeFirstOrThrow())
  const [credential, listed] = await Promise.all([
    leaf.credentials.get(leafUserId, provider).catch((error: unknown) => {
      // A Leaf user who is gone has no credentials either.
      if (error instanceof LeafError && error.kind === 'user_not_found') return null
      throw error
    }),
    provider.organizations === undefined ? null : anyConnected(leaf, leafUserId),
  ])
  // OAuth alone is never shown as connected: a first look that does not see the organizations has seen nothing yet.
  if (
    credential !== null &&
    provider.organizations !== undefined &&
    listed === null &&
    (landed?.known ?? null) === null
  )
    throw new LeafError('unavailable', 'organizations: not told', { sent: true })
  const known: KnownCredential | null =
    credential === null ? null : toKnown(credential, readStatus(credential.statusWord))
  const seen = {
    known: known === null ? null : toJson(known),
    known_at: askedAt,
    ...(credential === null
      ? { organizations_missing: false, organizations_awaited: false }
      : organizationsSeen(listed)),
  }
  return await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('connections')
      .values({
        ...seen,
        organizations_missing: credential !== null && listed === false,
        organizations_awaited: false,
        leaf_user_id: leafUserId,
        provider: provider.id,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['leaf_user_id', 'provider'])
          .doUpdateSet(seen)
          // Our own attach, verification or disconnect spoke after we asked: that stands.
          .where((where) =>
            where.or([where('connections.known_at', 'is', null), where('connections.known_at', '<', askedAt)]),
          ),
      )
      .returning(CONNECTION_COLUMNS)
      .executeTakeFirst()
    if (row === undefined) {
      const newer = transaction
        .selectFrom('connections')
        .select(CONNECTION_COLUMNS)
        .where('leaf_user_id', '=', leafUserId)
        .where('provider', '=', provider.id)
      return toConnection(await newer.executeTakeFirstOrThrow(), provider)
    }
    await tellOfSeen(outbox, transaction, row, provider)
    return toConnection(row, provider)
  })
}

/** `null`: Leaf did not say, so what was known of them stays. */
const anyConnected = async (leaf: ServerContext['leaf'], leafUserId: string): Promise<boolean | null> => {
  try {
    return isAnyConnected(await leaf.organizations(leafUserId))
  } catch (error) {
    if (error instanceof LeafError) return null
    throw error
  }
}

/** None listed, but awaited, is no choice that the grower failed to make: the rechecks decide. */
const organizationsSeen = (listed: boolean | null) => {
  if (listed === null) return {}
  return listed
    ? { organizations_missing: false, organizations_awaited: false }
    : { organizations_missing: sql<boolean>`not connections.organizations_awaited` }
}
