import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Front } from '../front.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { describeApi } from '../http/describe-api.ts'

/** How long a load balancer's question waits for the database. */
const PATIENCE = 1_000

/** What watches and documents: alive, ready, OpenAPI. */
export const serviceHandlers = ({ context, durability }: Front): Pick<Handlers, 'openapi' | 'health' | 'ready'> => {
  const document = JSON.stringify(describeApi(context.publicUrl))

  const databaseAnswers = async (): Promise<boolean> => {
    const asked = sql`select 1`.execute(context.database).then(
      () => true,
      () => false,
    )
    return await Promise.race([asked, wait(PATIENCE, false, { ref: false })])
  }

  return {
    openapi: ({ c }) => c.body(document, 200, { 'Content-Type': 'application/json' }),
    health: ({ c }) => c.json({ status: 'alive' }),
    async ready({ c }) {
      const isReady = await databaseAnswers()
      return c.json({ status: isReady ? 'ready' : 'unavailable', durability }, isReady ? 200 : 503)
    },
  }
}
