import type { ProviderId } from '@hitch/protocol'
import type { Kysely } from 'kysely'
import { fromKysely, PgBoss, type ConstructorOptions } from 'pg-boss'
import type { Tables } from './tables.ts'

/** Says that there is something to do for this Leaf user at this provider, and nothing more. */
export interface WakeUp {
  readonly leafUserId: string
  readonly provider: ProviderId
}

/** Says that an event is to be delivered. */
export interface WebhookJob {
  readonly webhookId: string
}

export interface JobQueue<Job> {
  /** Sends inside the given transaction, so that it commits and rolls back with the row that it wakes. */
  send(transaction: Kysely<Tables>, job: Job): Promise<void>
  /** After the commit: this process looks at once; others at their next poll. */
  nudge(): void
  /** `handle` only starts the work: a job is done when it has woken somebody. Resolves with how to end it. */
  work(handle: (job: Job) => void): Promise<() => Promise<void>>
}

/** Wake-ups. A job may be lost, doubled or late without harm: the row that it wakes is the truth. */
export interface Jobs extends JobQueue<WakeUp> {
  readonly webhooks: JobQueue<WebhookJob>
  stop(): Promise<void>
}

/** pg-boss keeps its tables in a schema of its own, so that its migrations and ours never meet. */
const JOBS_SCHEMA = 'hitch_jobs'
const QUEUE = 'wake_up'
const WEBHOOK_QUEUE = 'webhook'

/** Other processes' wake-ups are seen this often, in seconds. LISTEN would need a session of its own. */
const POLLING_INTERVAL = 2
const BATCH_SIZE = 100

/**
 * Wake-ups on pg-boss.
 *
 * No retries and a short life: whoever misses a wake-up is found by the sweeper. Of pg-boss's own upkeep only the
 * deleting of old jobs is needed.
 */
export const createJobs = async (
  database: Pick<ConstructorOptions, 'db' | 'backend'>,
  onError: (error: unknown) => void,
): Promise<Jobs> => {
  const boss = new PgBoss({
    ...database,
    schema: JOBS_SCHEMA,
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    maintenanceIntervalSeconds: 10 * 60,
  })
  boss.on('error', onError)
  // Of instances that start together on an empty database one now and then runs into the schema that another has just
  // made: PostgreSQL looks in its cache, finds none, and refuses to make a second.
  await boss.start({ attempts: 2 })
  const wakeUps = await openQueue<WakeUp>(boss, QUEUE)
  return {
    ...wakeUps,
    webhooks: await openQueue<WebhookJob>(boss, WEBHOOK_QUEUE),
    async stop() {
      await boss.stop({ close: false, graceful: true, timeout: 1_000 })
    },
  }
}

const openQueue = async <Job extends object>(boss: PgBoss, name: string): Promise<JobQueue<Job>> => {
  if ((await boss.getQueue(name)) === null) {
    await boss.createQueue(name, {
      retryLimit: 0,
      expireInSeconds: 60,
      retentionSeconds: 60 * 60,
      deleteAfterSeconds: 60,
    })
  }
  const workers = new Set<string>()
  return {
    async send(transaction, job) {
      await boss.send(name, { ...job }, { db: fromKysely(transaction) })
    },
    nudge() {
      for (const worker of workers) boss.notifyWorker(worker)
    },
    async work(handle) {
      const worker = await boss.work<Job>(
        name,
        { batchSize: BATCH_SIZE, pollingIntervalSeconds: POLLING_INTERVAL },
        (jobs) => {
          for (const job of jobs) handle(job.data)
          return Promise.resolve()
        },
      )
      workers.add(worker)
      return async () => {
        workers.delete(worker)
        await boss.offWork(name, { id: worker })
      }
    },
  }
}
