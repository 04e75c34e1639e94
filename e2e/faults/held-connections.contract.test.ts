import { setTimeout as wait } from 'node:timers/promises'
import { PROVIDER_IDS } from '@hitch/protocol'
import { serveSandbox } from '@hitch/sandbox'
import { createConnectServer, openDatabase } from '@hitch/server'
import { serve } from '@hitch/server/node'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../stack/database.ts'
import { flow } from '../stack/flow.ts'
import { freePort } from '../stack/free-port.ts'
import { serverOptions } from './server-options.ts'

const secretKey = 'held-secret-key-of-more-than-32-characters'
const hostUrl = 'http://127.0.0.1:4300'

/**
 * With one connection to the database, whoever keeps it while an upstream is asked keeps it from everybody: then one that
 * hangs takes all providers down.
 */
test('while an upstream is asked, the only connection to the database is free', async () => {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const { sandbox, close } = await serveSandbox({
    port: sandboxPort,
    publicUrl: () => `http://127.0.0.1:${sandboxPort}`,
  })
  const url = await createDatabase(process.env['HITCH_TEST_DATABASE_URL'] ?? '')
  const database = await openDatabase({ url, poolSize: 1 })
  const asked: string[] = []
  const held: string[] = []
  const target = { bffUrl: `http://localhost:${port}`, hostUrl, secretKey }
  const server = createConnectServer({
    ...serverOptions(target, sandbox.environment),
    database,
    async fetch(input, init) {
      const call = `${init?.method} ${new URL(input instanceof Request ? input.url : input).pathname}`
      asked.push(call)
      const free = database.kysely.selectFrom('rate_limits').select('key').limit(1).execute()
      if ((await Promise.race([free, wait(3_000, 'held')])) === 'held') held.push(call)
      return await fetch(input, init)
    },
  })
  const served = await serve(server, { port, hostname: 'localhost' })
  onTestFinished(async () => {
    await served.stop()
    await close()
    await database.close()
  })
  const asHost = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
  for (const provider of PROVIDER_IDS)
    expect(await flow(target, 'grower', provider)).toMatchObject({ provider, status: 'connected' })
  const body = JSON.stringify({ externalId: 'grower', origin: hostUrl })
  const made = await fetch(`${target.bffUrl}/v1/sessions`, { method: 'POST', headers: asHost, body })
  const { sessionToken, leafUserId } = (await made.json()) as { sessionToken: string; leafUserId: string }
  const asWidget = { authorization: `Bearer ${sessionToken}`, origin: hostUrl }
  for (const [method, path] of [
    ['GET', '/v1/connect'],
    ['GET', '/v1/connections/CNHIFieldOps/events'],
    ['GET', '/v1/connections/CNHIFieldOps/progress'],
    ['GET', '/v1/connections/JohnDeere/organizations'],
    ['DELETE', '/v1/connections/CNHIFieldOps'],
  ] as const)
    expect((await fetch(target.bffUrl + path, { method, headers: asWidget })).ok).toBe(true)
  const forget = `${target.bffUrl}/v1/users/${leafUserId}?credentials=delete`
  expect((await fetch(forget, { method: 'DELETE', headers: asHost })).ok).toBe(true)

  expect(held).toEqual([])
  for (const call of [/authenticate$/, /get_url$/, /token$/, /-credentials$/, /events/, /organizations/])
    expect(asked.filter((one) => call.test(one))).not.toEqual([])
  expect(asked.filter((call) => call.startsWith('DELETE')).length).toBeGreaterThan(1)
}, 60_000)
