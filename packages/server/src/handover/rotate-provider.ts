import { setTimeout as wait } from 'node:timers/promises'
import type { ErrorCode } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import type { Kysely } from 'kysely'
import { withEvents } from '../attempts/attempt-events.ts'
import type { ServerContext } from '../context.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import { databaseNow } from '../database/clock.ts'
import type { Jobs } from '../database/jobs.ts'
import type { Tables } from '../database/tables.ts'
import { LeafError, type LeafCredential } from '../leaf/leaf.ts'
import { drawGeneration } from './generation.ts'
import { withoutMask } from './mask.ts'
import { HANDED_OVER } from './read-facts.ts'
import { differences, ROTATED_BY, settingsOf } from './rotation.ts'
import { createSealer, type Sealer } from './seal.ts'

/**
 * What became of one Leaf user's credential, or would: see `docs/operators.md`.
 *
 * `ready`: would be attached anew. `rotated`: was. `done`: has today's settings already. `nothing`: none is attached.
 * `busy`: the grower is at it; what he attaches has today's settings. `hidden`: Leaf does not show what is needed.
 * `other_application`: of another client or environment, where this token is worth nothing. `unreachable`: Leaf did not
 * say. `refused`: the new one was not taken; the old one stands, or was put back. `under_way`: goes on by itself.
 * `old_settings`: an instance with the old settings took the work.
 */
export type Rotation = {
  readonly leafUserId: string
} & (
  | {
      readonly result:
        | 'ready'
        | 'rotated'
        | 'done'
        | 'nothing'
        | 'busy'
        | 'other_application'
        | 'unreachable'
        | 'under_way'
        | 'old_settings'
    }
  | { readonly result: 'hidden'; readonly fields: readonly string[] }
  | { readonly result: 'refused'; readonly code: ErrorCode | null }
)

export type Rotator = Pick<ServerContext, 'database' | 'encryptionKeys' | 'leaf' | 'randomBytes' | 'timings'> & {
  readonly jobs: Pick<Jobs, 'send' | 'nudge'>
  readonly provider: ConfiguredProvider
}

export interface RotateWish {
  /** `false`: only looks. */
  readonly apply: boolean
  /** Only this one. */
  readonly leafUserId?: string | undefined
  /** Milliseconds for which one outcome is waited for. @default 120000 */
  readonly patience?: number
}

/**
 * Attaches every credential of a provider anew, with today's settings, by the path that growers' tokens take: sealed first,
 * the old one put back if the new one is refused, and never against a wish of the grower's. One after the other, so that
 * what is wrong shows with the first. Broken off, it is begun again: what is done is passed over.
 */
export async function* rotateProvider(rotator: Rotator, wish: RotateWish): AsyncGenerator<Rotation> {
  let after = ''
  for (;;) {
    const leafUserIds = wish.leafUserId === undefined ? await readLeafUsers(rotator, after) : [wish.leafUserId]
    for (const leafUserId of leafUserIds) yield await rotateOne(rotator, leafUserId, wish)
    const last = leafUserIds.at(-1)
    if (last === undefined || wish.leafUserId !== undefined) return
    after = last
  }
}

const PAGE = 100

/** All that were ever connected here. Those that came to Leaf by other ways are not ours to touch. */
const readLeafUsers = async ({ database, provider }: Rotator, after: string): Promise<string[]> => {
  const rows = await database
    .selectFrom('connections')
    .select('leaf_user_id')
    .where('provider', '=', provider.id)
    .where('leaf_user_id', '>', after)
    .where('forgotten_at', 'is', null)
    .orderBy('leaf_user_id')
    .limit(PAGE)
    .execute()
  return rows.map((row) => row.leaf_user_id)
}

const rotateOne = async (rotator: Rotator, leafUserId: string, wish: RotateWish): Promise<Rotation> => {
  if (await isBusy(rotator, rotator.database, leafUserId)) return { leafUserId, result: 'busy' }
  const seen = await look(rotator, leafUserId)
  if (seen.result !== 'ready') return { leafUserId, ...seen }
  if (!wish.apply) return { leafUserId, result: 'ready' }
  const attemptId = await begin(rotator, leafUserId, seen.credential, seen.token)
  if (attemptId === null) return { leafUserId, result: 'busy' }
  rotator.jobs.nudge()
  const end = await outcome(rotator, attemptId, wish.patience ?? 120_000)
  if (end === null) return { leafUserId, result: 'under_way' }
  if (end.status === 'failed') return { leafUserId, result: 'refused', code: end.code }
  // The grower's own wish came in between.
  if (end.status !== 'connected') return { leafUserId, result: 'busy' }
  const now = await look(rotator, leafUserId)
  return { leafUserId, result: now.result === 'ready' ? 'old_settings' : 'rotated' }
}

/** A token under way, or a disconnect that is not through yet: the grower's wish goes first. */
const isBusy = async ({ provider }: Rotator, database: Kysely<Tables>, leafUserId: string): Promise<boolean> => {
  const open = await database
    .selectFrom('attempts')
    .select('attempt_id')
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider.id)
    .where('settled_at', 'is', null)
    .where('status', 'in', ['exchanging', ...HANDED_OVER])
    .executeTakeFirst()
  const leaving = await database
    .selectFrom('connections')
    .select('provider')
    .where('leaf_user_id', '=', leafUserId)
    .where('provider', '=', provider.id)
    .where('disconnect_generation', 'is not', null)
    .executeTakeFirst()
  return open !== undefined || leaving !== undefined
}

type Seen =
  | { result: 'done' | 'nothing' | 'other_application' | 'unreachable' }
  | { result: 'hidden'; fields: string[] }
  | { result: 'ready'; credential: LeafCredential; token: string }

/** These change when a secret is turned over; with another of the rest the token would belong to somebody else. */
const SECRETS = new Set(['clientSecret', 'subscriptionKey', 'apiKey'])

const look = async ({ leaf, provider, randomBytes }: Rotator, leafUserId: string): Promise<Seen> => {
  const settings = settingsOf(provider)
  let shown: LeafCredential | null
  try {
    shown = await leaf.credentials.get(leafUserId, provider)
  } catch (error) {
    if (error instanceof LeafError) return { result: 'unreachable' }
    throw error
  }
  if (shown === null) return { result: 'nothing' }
  // Beside a token that nobody can guess, what anybody could is a mask.
  const credential = withoutMask(shown, randomSecret(randomBytes)) ?? shown
  const missing = Object.keys(settings).filter((name) => credential.fields[name] === undefined)
  if (missing.length > 0) return { result: 'hidden', fields: missing }
  const changed = differences(credential, settings)
  if (changed.length === 0) return { result: 'done' }
  if (!changed.every((name) => SECRETS.has(name))) return { result: 'other_application' }
  const { refreshToken: token } = credential
  return token === null ? { result: 'hidden', fields: ['refreshToken'] } : { result: 'ready', credential, token }
}

/** Seals token and old credential, as an attempt whose code was exchanged. `null`: the grower came first. */
const begin = async (
  rotator: Rotator,
  leafUserId: string,
  { fields }: LeafCredential,
  token: string,
): Promise<string | null> => {
  const { database, encryptionKeys, jobs, provider, randomBytes } = rotator
  const sealer: Sealer = createSealer(encryptionKeys)
  const attemptId = randomId(randomBytes, 'att')
  const owner = { attemptId, leafUserId, provider: provider.id }
  const sealed_token = await sealer.seal(token, { ...owner, holds: 'refresh_token' })
  const previous = JSON.stringify({ ...fields, refreshToken: token })
  const sealed_previous = await sealer.seal(previous, { ...owner, holds: 'previous_credential' })
  const inserted = database.transaction().execute(async (transaction) => {
    // It locks the connection: whoever wishes something after this has a newer generation, and wins.
    const generation = await drawGeneration(transaction, { leafUserId, provider: provider.id }, 'attach')
    if (await isBusy(rotator, transaction, leafUserId)) throw new GrowerFirst()
    await withEvents(transaction, [{ attemptId, name: 'rotation_begun', details: { generation } }])
      .insertInto('attempts')
      .values({
        attempt_id: attemptId,
        leaf_user_id: leafUserId,
        origin: `urn:${ROTATED_BY.replace(' ', ':')}`,
        session_id: ROTATED_BY,
        provider: provider.id,
        mode: 'popup',
        return_url: '',
        status: 'attaching',
        expires_at: databaseNow,
        code_consumed_at: databaseNow,
        sealed_token,
        sealed_previous,
        sealed_at: databaseNow,
        generation,
        next_run_at: databaseNow,
      })
      .execute()
    await jobs.send(transaction, { leafUserId, provider: provider.id })
    return attemptId
  })
  return await inserted.catch((error: unknown) => {
    if (error instanceof GrowerFirst) return null
    throw error
  })
}

/** Rolls the transaction back: the generation that it drew would end what the grower has under way. */
class GrowerFirst extends Error {}

const LOOKS = 100

const outcome = async ({ database }: Rotator, attemptId: string, patience: number) => {
  for (const begun = performance.now(); performance.now() - begun < patience; await wait(LOOKS)) {
    const row = await database
      .selectFrom('attempts')
      .select(['status', 'error_code as code', 'settled_at'])
      .where('attempt_id', '=', attemptId)
      .executeTakeFirst()
    if (row === undefined || row.settled_at !== null) return row ?? null
  }
  return null
}
