import type { ProviderId } from '@hitch/protocol'
import { serveSandbox } from '@hitch/sandbox'
import { createConnectServer, openDatabase } from '@hitch/server'
import { serve } from '@hitch/server/node'
import { test, vi } from 'vitest'
import { createDatabase } from '../stack/database.ts'
import { flow } from '../stack/flow.ts'
import { freePort } from '../stack/free-port.ts'
import { serverOptions } from './server-options.ts'
import { FAULTS, startFaultProxy, type Fault } from './fault-proxy.ts'

/** Every call to Leaf and to a provider, with every fault: what the grower gets. */

const secretKey = 'fault-secret-key-of-more-than-32-characters'
const HOST = 'http://127.0.0.1:4300'

const USER = '/leaf/services/usermanagement/api/users'

interface Row {
  provider: ProviderId
  method: string
  path: RegExp
  /** The attempt's outcome, or the code with which it or the request before it fails; of every fault but those below. */
  usual: string
  but: Partial<Record<Fault, string>>
}

const INTERRUPTED = Object.fromEntries(
  (['reset', 'reset_after', 'half_body', 'hang', 'hang_after'] as const).map((fault) => [
    fault,
    'exchange_interrupted',
  ]),
)

/** What is wanted, with a fault that befalls the first of these calls. Every next go has to connect. */
const TABLE: Record<string, Row> = {
  'Leaf sign-in': {
    provider: 'CNHIFieldOps',
    method: 'POST',
    path: /^\/leaf\/api\/authenticate$/,
    usual: 'leaf_unavailable',
    but: { latency: 'connected', 400: 'leaf_unauthorized', 401: 'leaf_unauthorized', 409: 'leaf_unauthorized' },
  },
  'Leaf user search': {
    provider: 'CNHIFieldOps',
    method: 'GET',
    path: new RegExp(`^${USER}$`),
    usual: 'leaf_unavailable',
    // The token is renewed.
    but: { latency: 'connected', 401: 'connected' },
  },
  'Leaf user create': {
    provider: 'CNHIFieldOps',
    method: 'POST',
    path: new RegExp(`^${USER}$`),
    usual: 'leaf_unavailable',
    but: { latency: 'connected', 401: 'connected' },
  },
  'authorization URL': {
    provider: 'CNHIFieldOps',
    method: 'POST',
    path: /get_url$/,
    usual: 'provider_unavailable',
    but: { latency: 'connected', hang: 'provider_timeout', hang_after: 'provider_timeout' },
  },
  'exchange by a helper': {
    provider: 'CNHIFieldOps',
    method: 'POST',
    path: /get_token$/,
    usual: 'provider_unavailable',
    but: { latency: 'connected', ...INTERRUPTED },
  },
  'exchange at the token endpoint': {
    provider: 'ClimateFieldView',
    method: 'POST',
    path: /oauth\/token$/,
    usual: 'provider_unavailable',
    but: { latency: 'connected', ...INTERRUPTED },
  },
  'credential get': {
    provider: 'CNHIFieldOps',
    method: 'GET',
    path: new RegExp(`^${USER}/[^/]+/cnhi-field-ops-credentials$`),
    usual: 'connected',
    but: { 400: 'credential_rejected', 409: 'credential_rejected' },
  },
  'credential post': {
    provider: 'CNHIFieldOps',
    method: 'POST',
    path: new RegExp(`^${USER}/[^/]+/cnhi-field-ops-credentials$`),
    usual: 'connected',
    but: { 400: 'credential_rejected' },
  },
  'John Deere organizations': {
    provider: 'JohnDeere',
    method: 'GET',
    path: /\/organizations\/JohnDeere$/,
    usual: 'connected',
    but: {},
  },
}

// Sixteen cells each, beside other rows.
vi.setConfig({ testTimeout: 120_000 })

/** Every wait, about twenty times as fast. */
const TIMINGS = {
  exchangeTimeout: 400,
  attachTimeout: 400,
  helperTimeout: 400,
  leafReadTimeout: 400,
  sweepInterval: 100,
  attachRetries: [20, 40, 80],
  attachRetryMax: 160,
  verifyLooks: [0, 20, 40, 80],
  verifyGiveUp: 200,
  organizationsLook: 20,
  organizationsAfterReturn: 400,
  claimLifetime: 2_000,
  claimRenewal: 500,
}

/** A row's own Leaf and providers, with its own database: the servers of two rows would take up each other's work. */
const setScene = async (onTestFinished: (end: () => Promise<void>) => void) => {
  const [port, target] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const { sandbox, close } = await serveSandbox({ port: target, publicUrl: () => url })
  const proxy = await startFaultProxy(port, target)
  const database = await openDatabase({
    url: await createDatabase(process.env['HITCH_TEST_DATABASE_URL'] ?? ''),
    poolSize: 3,
  })
  onTestFinished(async () => {
    await proxy.stop()
    await close()
    await database.close()
  })
  return { sandbox, proxy, database }
}

/** One cell: a server of its own, which has no breaker open and no URL in memory, and a grower who goes twice. */
const play = async (
  { sandbox, proxy, database }: Awaited<ReturnType<typeof setScene>>,
  { provider, method, path }: Row,
  fault: Fault,
) => {
  const port = await freePort()
  const target = { bffUrl: `http://localhost:${port}`, hostUrl: HOST, secretKey }
  const server = createConnectServer({
    ...serverOptions(target, sandbox.environment),
    database,
    timings: TIMINGS,
  })
  const served = await serve(server, { port, hostname: 'localhost' })
  const grower = `grower of ${fault}`
  const go = () =>
    flow(target, grower, provider).then(
      ({ status, error }) => error?.code ?? status,
      (error: unknown) => /"code":"(\w+)"/.exec(String(error))?.[1] ?? String(error),
    )
  proxy.befall({ method, path, fault, times: 1 })
  try {
    const first = await go()
    const calls = proxy.calls()
    const second = await go()
    const { users, credentials } = sandbox.state
    const own = [...users.values()].filter(({ externalId }) => externalId === grower).map(({ id }) => id)
    return {
      first,
      second,
      users: own.length,
      credentials: [...credentials.values()].filter(({ leafUserId }) => own.includes(leafUserId)).length,
      wasMet: calls > 0,
      // A code is never sent twice.
      exchanges: path.source.includes('token') ? calls : 1,
      wasFollowed: proxy.wasFollowed(),
    }
  } finally {
    await served.stop()
  }
}

test.concurrent.for(Object.entries(TABLE))('%s', async ([, row], { expect, onTestFinished }) => {
  const scene = await setScene(onTestFinished)
  const seen: Partial<Record<Fault, Awaited<ReturnType<typeof play>>>> = {}
  for (const fault of FAULTS) seen[fault] = await play(scene, row, fault)
  const wanted = (fault: Fault) => ({
    first: row.but[fault] ?? row.usual,
    second: 'connected',
    users: 1,
    credentials: 1,
    wasMet: true,
    exchanges: 1,
    wasFollowed: false,
  })
  expect(seen).toEqual(Object.fromEntries(FAULTS.map((fault) => [fault, wanted(fault)])))
})
