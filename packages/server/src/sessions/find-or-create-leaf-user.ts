import type { NewLeafUser } from '@hitch/protocol'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerContext } from '../context.ts'
import { randomId } from '../crypto/random.ts'
import { createCachedRead } from '../leaf/cached-read.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { claimExternalId, type Claim } from './external-id-claim.ts'

type Dependencies = Pick<ServerContext, 'database' | 'leaf' | 'log' | 'now' | 'randomBytes' | 'timings'>

const LOOK_AGAIN = 100
const PATIENCE = 30_000
/** How long Leaf's word that a user is there is believed, and how long a session waits for it. */
const BELIEVED = 10 * 60_000
const WAIT_FOR_LEAF = 400

/** @throws HttpProblem conflict when Leaf has several users of this externalId; LeafError */
export type FindOrCreateLeafUser = (externalId: string, user: NewLeafUser | undefined) => Promise<string>

/**
 * The Leaf user of a host's externalId: from our own mapping row, else found at Leaf, else created there. However many
 * ask at once, one finds or creates for all: within a process they share its flight, among processes a claim in the
 * database lets one through and the others wait for its row.
 *
 * The claim is a row that lapses with its holder, and not PostgreSQL's own advisory lock: that one would hold a
 * transaction, and with PGlite the only connection, for as long as Leaf takes.
 */
export const createLeafUserFinder = (dependencies: Dependencies): FindOrCreateLeafUser => {
  const { database, leaf, now } = dependencies
  const underWay = new Map<string, Promise<string>>()
  const isThere = createCachedRead<boolean>({ freshFor: BELIEVED, deadline: WAIT_FOR_LEAF, now })
  return async (externalId, user) => {
    const known = await findMapped(database, externalId)
    if (known !== undefined) {
      // A slow or silent Leaf takes nothing away: only its clear "no" does.
      const load = (): Promise<boolean> => leaf.users.exists(known)
      if (await isThere.read(known, load, () => true)) return known
      await forget(database, externalId, known)
    }
    const flight =
      underWay.get(externalId) ??
      claimAndFind(dependencies, externalId, user).finally(() => underWay.delete(externalId))
    underWay.set(externalId, flight)
    return await flight
  }
}

const claimAndFind = async (
  dependencies: Dependencies,
  externalId: string,
  user: NewLeafUser | undefined,
): Promise<string> => {
  const claimant = randomId(dependencies.randomBytes, 'claim')
  for (let waited = 0; waited <= PATIENCE; waited += LOOK_AGAIN) {
    const claim = await claimExternalId(dependencies, externalId, claimant)
    if (claim !== null) {
      try {
        const found = await findOrCreate(dependencies, externalId, user, claim)
        if (found !== null) return found
      } finally {
        await claim.release()
      }
    }
    await wait(LOOK_AGAIN)
    const known = await findMapped(dependencies.database, externalId)
    if (known !== undefined) return known
  }
  throw new HttpProblem('leaf_unavailable', { detail: 'finding or creating the Leaf user takes too long' })
}

const findMapped = async (database: ServerContext['database'], externalId: string): Promise<string | undefined> => {
  const row = await database
    .selectFrom('leaf_users')
    .select('leaf_user_id')
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row?.leaf_user_id
}

/** The user was deleted at Leaf, or belongs to an account of before: the externalId is looked for anew. */
const forget = async (database: ServerContext['database'], externalId: string, leafUserId: string): Promise<void> => {
  await database
    .deleteFrom('leaf_users')
    .where('external_id', '=', externalId)
    .where('leaf_user_id', '=', leafUserId)
    .execute()
}

/** `null`: the claim was lost on the way, and whoever has it now finds or creates for us. */
const findOrCreate = async (
  { database, leaf }: Dependencies,
  externalId: string,
  user: NewLeafUser | undefined,
  claim: Claim,
): Promise<string | null> => {
  // Between the look and the claim another may have finished.
  const known = await findMapped(database, externalId)
  if (known !== undefined) return known
  const found = await leaf.users.findByExternalId(externalId)
  if (found.length > 1)
    throw new HttpProblem('conflict', { detail: 'Leaf has several users of this externalId; remove all but one' })
  if (found[0] === undefined && !(await claim.isHeld())) return null
  const leafUserId =
    found[0] ??
    (await leaf.users.create({
      ...user,
      name: user?.name ?? externalId,
      email: user?.email ?? externalId,
      externalId,
    }))
  await claim.fulfil(leafUserId)
  return leafUserId
}
