import type { ServerContext } from '../context.ts'
import { randomId } from '../crypto/random.ts'
import type { Jobs } from '../database/jobs.ts'
import { createCachedRead } from '../leaf/cached-read.ts'
import { createStatusReader } from '../leaf/status-word.ts'
import { alerted } from './alerted.ts'
import { readConnections } from './connections.ts'
import { disconnect } from './disconnect.ts'
import { createEngine, within } from './engine.ts'
import { exchange } from './exchange.ts'
import { forgetUser } from './forget.ts'
import type { ConnectionKey } from './generation.ts'
import type { Handover } from './handover.ts'
import { createLeases } from './lease.ts'
import { describeFailure } from './log.ts'
import { endOrganizations, organizationsReturned } from './organizations.ts'
import { createRecognizer } from './ours.ts'
import { runConnection, type Runner } from './run-connection.ts'
import { createSealer } from './seal.ts'
import { createSweeper } from './sweeper.ts'

/**
 * The durable hand-over. `jobs` are the wake-ups of the same database.
 *
 * @example
 * const handover = createHandover(context, database.jobs)
 * await handover.start()
 */
export const createHandover = (context: ServerContext, jobs: Jobs): Handover => {
  const { database, log, randomBytes, timings, encryptionKeys } = context
  let [isStarted, isStopping] = [false, false]
  const leases = createLeases({
    database,
    timings,
    onError: (error) => log.error({ reason: describeFailure(error) }, 'leases could not be renewed'),
  })
  const sealer = createSealer(encryptionKeys)
  const readStatus = createStatusReader(log, () => context.meter.statusWordUnknown())
  const runner: Runner = {
    ...context,
    leases,
    sealer,
    readStatus,
    recognizer: createRecognizer(encryptionKeys),
    jitter: () => (randomBytes(1)[0] ?? 0) / 255,
    isStopping: () => isStopping,
  }
  const engine = createEngine({
    // An owner per run, not per process: a run that stood still must not take a later one's lease for its own.
    run: (key) => runConnection(runner, key, randomId(randomBytes, context.instanceId)),
    log,
    horizon: 2 * timings.sweepInterval,
  })
  const sweeper = createSweeper({ ...context, engine })
  const flights = createCachedRead<Awaited<ReturnType<typeof readConnections>>[number] | null | undefined>({
    freshFor: 0,
    deadline: timings.leafReadDeadline,
    size: 0,
  })
  const exchanges = new Set<Promise<void>>()
  let endWork: (() => Promise<void>) | null = null

  /** Another instance goes on at once, not at its next sweep. */
  const handOn = async (left: readonly ConnectionKey[]): Promise<void> => {
    if (left.length === 0) return
    try {
      await database.transaction().execute(async (transaction) => {
        for (const key of left) await jobs.send(transaction, key)
      })
    } catch (error) {
      log.warn({ reason: describeFailure(error) }, 'nobody was woken for what is left: a sweep finds it')
    }
  }

  const wake = (key: ConnectionKey): void => {
    if (isStarted) void engine.wake(key)
  }

  return {
    async exchange(attemptId, code, leaseOwner) {
      const exchanging = exchange({ ...context, leases, sealer, wake }, attemptId, code, leaseOwner)
      const ended = exchanging.catch(() => undefined)
      exchanges.add(ended)
      await exchanging.finally(() => exchanges.delete(ended))
    },
    organizationsReturned: (attemptId) => organizationsReturned({ ...context, engine }, attemptId),
    endOrganizations: (attemptId) => endOrganizations({ ...context, engine }, attemptId),
    disconnect: (leafUserId, provider) => disconnect({ ...context, engine }, { leafUserId, provider }),
    connections: (leafUserId, providers) => readConnections({ ...context, readStatus, flights }, leafUserId, providers),
    forget: (leafUserId, credentials) => forgetUser({ ...context, engine }, leafUserId, credentials),
    alerted: (credentialId) => alerted({ ...context, engine }, credentialId),
    async start() {
      isStarted = true
      endWork = await jobs.work(wake)
      sweeper.start()
    },
    async stop() {
      // First what would take up again at once what is handed on.
      await Promise.all([sweeper.stop(), endWork?.()])
      isStopping = true
      const [left] = await Promise.all([
        engine.stop(timings.stopDeadline),
        within(timings.stopDeadline, Promise.all(exchanges)),
      ])
      leases.stop()
      await handOn(left)
    },
  }
}
