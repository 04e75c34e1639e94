import { databaseNow, inFuture } from '../database/clock.ts'
import type { Connection } from '@hitch/protocol'
import type { ServerContext } from '../context.ts'
import type { Handover } from '../handover/handover.ts'

export interface FakeHandover extends Handover {
  readonly exchanges: { attemptId: string; code: string; leaseOwner: string }[]
  readonly ended: string[]
  readonly returned: string[]
  /** Credentials of which Leaf has told. */
  readonly alerts: string[]
  /** What stands at Leaf, for all. */
  connectionList: Connection[]
  /** Awaited inside an exchange, so that a test may hold it. */
  duringExchange: () => Promise<void>
}

/** Moves rows as the real one does and asks nobody: a code is sealed at once, John Deere goes on to its second leg. */
export const fakeHandover = ({ database }: Pick<ServerContext, 'database'>): FakeHandover => {
  const handover: FakeHandover = {
    exchanges: [],
    ended: [],
    returned: [],
    alerts: [],
    connectionList: [],
    duringExchange: () => Promise.resolve(),
    async exchange(attemptId, code, leaseOwner) {
      handover.exchanges.push({ attemptId, code, leaseOwner })
      await handover.duringExchange()
      const { provider } = await database
        .selectFrom('attempts')
        .select('provider')
        .where('attempt_id', '=', attemptId)
        .executeTakeFirstOrThrow()
      await database
        .updateTable('attempts')
        .set(
          provider === 'JohnDeere'
            ? { status: 'choosing_organizations', organizations_until: inFuture(600_000) }
            : { status: 'attaching' },
        )
        .where('attempt_id', '=', attemptId)
        .execute()
    },
    async organizationsReturned(attemptId) {
      handover.returned.push(attemptId)
      await database
        .updateTable('attempts')
        .set({ organizations_returned_at: databaseNow })
        .where('attempt_id', '=', attemptId)
        .execute()
    },
    endOrganizations(attemptId) {
      handover.ended.push(attemptId)
      return Promise.resolve()
    },
    disconnect: () => Promise.resolve('done'),
    connections: () => Promise.resolve(handover.connectionList),
    forget: (leafUserId) => Promise.resolve({ leafUserId, left: [{ where: 'leaf', what: 'user' }] }),
    alerted(credentialId) {
      handover.alerts.push(credentialId)
      return Promise.resolve()
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }
  return handover
}
