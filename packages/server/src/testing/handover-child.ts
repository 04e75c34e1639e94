import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { z } from 'zod'
import { createContext } from '../create-context.ts'
import { openDatabase, type DatabaseHome } from '../database/open-database.ts'
import { createHandover } from '../handover/create-handover.ts'
import { insertConsumed, lapseLeases } from './consumed-attempt.ts'
import { fakeProvider } from './fake-provider.ts'
import { QUICK } from './quick-timings.ts'

/** What a process that is made to be killed is told, and what it tells, over its channel. */
export interface ChildOrder {
  readonly home: DatabaseHome
  readonly leafUrl: string
  readonly leafUserId: string
  /** base64. */
  readonly key: string
  /** The seam at which it stands still until it is killed. */
  readonly standStillAt?: string
  /** An attempt whose code it consumes and exchanges; without one it only takes up what it finds. */
  readonly attempt?: { readonly attemptId: string; readonly code: string }
}
export type ChildNews = { readonly reached: string }

const tell = (news: ChildNews): void => void process.send?.(news)

const run = async (order: ChildOrder): Promise<void> => {
  const database = await openDatabase(order.home)
  await lapseLeases(database.kysely)
  const context = createContext({
    publicUrl: 'https://connect.example.com',
    secretKeys: [],
    encryptionKeys: [Buffer.from(order.key, 'base64')],
    allowedOrigins: [],
    brand: { name: 'Northfield Grain' },
    leaf: { apiUrl: order.leafUrl, token: 'leaf-token' },
    providers: [
      fakeProvider('CNHIFieldOps', {
        exchangeCode: async ({ upstream }, code) => {
          const answer = await upstream.send({
            method: 'POST',
            url: `${order.leafUrl}/token`,
            json: { code },
            timeout: 10_000,
            name: 'token',
          })
          return answer.json(z.object({ refreshToken: z.string() })).refreshToken
        },
      }),
    ],
    database,
    log: pino({ level: 'silent' }),
    timings: QUICK,
    seam: async (name) => {
      tell({ reached: name })
      if (name === order.standStillAt) await new Promise(() => undefined)
    },
  })
  const handover = createHandover(context, database.jobs)
  await handover.start()
  tell({ reached: 'ready' })
  if (order.attempt === undefined) return
  const { attemptId, code } = order.attempt
  const { leaseLifetime } = context.timings
  const leaseOwner = randomBytes(8).toString('hex')
  await insertConsumed(database.kysely, { attemptId, leafUserId: order.leafUserId, leaseOwner, leaseLifetime })
  await handover.exchange(attemptId, code, leaseOwner)
}

process.once('message', (order: ChildOrder) => {
  run(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
    process.disconnect()
  })
})
