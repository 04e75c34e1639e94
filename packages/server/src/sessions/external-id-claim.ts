import type { QueryCreator } from 'kysely'
import type { ServerContext } from '../context.ts'
import { databaseNow, inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { describeFailure } from '../handover/log.ts'

type Dependencies = Pick<ServerContext, 'database' | 'log' | 'timings'>

/** The right to find or create the Leaf user of one externalId. Others wait until it is given back or lapses. */
export interface Claim {
  /** Asked before anything is made: `false` if it lapsed, as after a standstill, and somebody else has it. */
  isHeld(): Promise<boolean>
  /** Keeps what was found or created, and gives the claim back with it. */
  fulfil(leafUserId: string): Promise<void>
  /** Gives it back, if it is not fulfilled. */
  release(): Promise<void>
}

/**
 * `null`: somebody else has it. It is renewed while it is held, so that it lapses with its holder and not because Leaf
 * is slow.
 */
export const claimExternalId = async (
  { database, log, timings }: Dependencies,
  externalId: string,
  claimant: string,
): Promise<Claim | null> => {
  const held = { claimed_by: claimant, claimed_until: inFuture(timings.claimLifetime) }
  const won = await database
    .insertInto('leaf_user_claims')
    .values({ external_id: externalId, ...held })
    .onConflict((conflict) =>
      conflict.column('external_id').doUpdateSet(held).where('leaf_user_claims.claimed_until', '<', databaseNow),
    )
    .returning('external_id')
    .executeTakeFirst()
  if (won === undefined) return null

  const renew = async (): Promise<boolean> => {
    const renewed = await database
      .updateTable('leaf_user_claims')
      .set(held)
      .where('external_id', '=', externalId)
      .where('claimed_by', '=', claimant)
      .returning('external_id')
      .executeTakeFirst()
    return renewed !== undefined
  }
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ reason: describeFailure(error) }, 'a claim could not be renewed'))
  }, timings.claimRenewal)
  let isOver = false
  const giveBack = async (statement: QueryCreator<Tables>): Promise<void> => {
    clearInterval(timer)
    await statement
      .deleteFrom('leaf_user_claims')
      .where('external_id', '=', externalId)
      .where('claimed_by', '=', claimant)
      .execute()
    isOver = true
  }
  return {
    isHeld: renew,
    fulfil: async (leafUserId) =>
      await giveBack(
        database.with('mapped', (statement) =>
          statement
            .insertInto('leaf_users')
            .values({ external_id: externalId, leaf_user_id: leafUserId })
            .onConflict((conflict) => conflict.column('external_id').doNothing()),
        ),
      ),
    async release() {
      if (!isOver) await giveBack(database)
    },
  }
}
