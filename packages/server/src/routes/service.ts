import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Front } from '../front.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { describeApi } from '../http/describe-api.ts'

/** How long a load balancer's question waits for the database. */
const PATIENCE = 1_000

/** What watches and documents: alive, ready, OpenAPI. */
export const serviceHandlers = ({
  context,
  durability,
  isDraining,
}: Front): Pick<Handlers, 'openapi' | 'health' | 'ready'> => {
  // Made when it is first asked for: it takes longer than all else that a start does here.
  let document: string | undefined

  const databaseAnswers = async (): Promise<boolean> => {
    const asked = sql`select 1`.execute(context.database).then(
      () => true,
      () => false,
    )
    return await Promise.race([asked, wait(PATIENCE, false, { ref: false })])
  }

  return {
    openapi({ c }) {
      document ??= JSON.stringify(describeApi(context.publicUrl))
      return c.body(document, 200, { 'Content-Type': 'application/json' })
    },
    health: () => ({ status: 200, body: { status: 'alive' } }),
    async ready() {
      if (isDraining()) return { status: 503, body: { status: 'stopping', durability } }
      return (await databaseAnswers())
        ? { status: 200, body: { status: 'ready', durability } }
        : { status: 503, body: { status: 'unavailable', durability } }
    },
  }
}
