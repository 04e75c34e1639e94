import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleAttempt } from '../attempts/settle.ts'
import { createContext } from '../create-context.ts'
import { createConnectServer } from '../create-connect-server.ts'
import { createLog } from '../create-log.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { ConnectServerOptions } from '../options.ts'
import { serveOperator } from '../node/serve-operator.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { createBench } from '../testing/handover-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, PUBLIC_URL, SECRET_KEY } from '../testing/test-server.ts'
import { countSettled } from './count-settled.ts'
import { createMetrics, type Metrics } from './create-metrics.ts'
import { NO_METER, type Meter } from './meter.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** The value of a series, by its beginning; `undefined` if there is none. */
const valueOf = async (metrics: Metrics, series: string): Promise<number | undefined> => {
  const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length))
}

const optionsWith = (meter: Meter, answer: () => Promise<Response>): ConnectServerOptions => ({
  publicUrl: PUBLIC_URL,
  secretKeys: [{ name: 'default', key: SECRET_KEY }],
  encryptionKeys: [new Uint8Array(32)],
  allowedOrigins: [HOST],
  brand: { name: 'Northfield Grain' },
  leaf: { apiUrl: 'https://leaf.example.com', token: 'leaf-token' },
  providers: [fakeProvider('CNHIFieldOps')],
  database,
  log: createLog({ level: 'silent' }),
  meter,
  fetch: answer,
})
const notAsked = () => Promise.reject(new Error('not asked'))

test('an outcome is counted once, by provider, outcome and code, wherever it is written', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const { meter } = metrics
  const { database: counted } = createContext(optionsWith(meter, notAsked))
  const server = createTestServer(database, { meter, database: counted })
  const session = await server.createSession()
  const first = await server.createAttempt(session)
  await server.start(first.ticket)
  const second = await server.createAttempt(session)
  // Within a transaction: the first gives way.
  await server.start(second.ticket)
  // Prefetched and never started: nobody's attempt.
  const { attemptId } = await server.createAttempt(await server.createSession())
  await settleAttempt(counted, attemptId, { status: 'cancelled' })
  for (let press = 0; press < 2; press += 1)
    await server.asWidget(session, 'POST', `/v1/attempts/${second.attemptId}/cancel`)
  const of = (code: string) => `hitch_attempts_total{provider="CNHIFieldOps",outcome="cancelled",code="${code}"}`
  expect(await valueOf(metrics, of('attempt_superseded'))).toBe(1)
  expect(await valueOf(metrics, of('none'))).toBe(1)
})

test('a connected attempt tells how long each step took, and an unknown status word is counted', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const kysely = database.kysely.withPlugin(countSettled(metrics.meter))
  const home = { it: { ...database, kysely }, leaves: new Map(), another: () => Promise.resolve(database) }
  const bench = createBench(home, { meter: metrics.meter })
  bench.leaf.switches.statusWord = 'SOMETHING NEW'
  expect(await bench.outcome(await bench.handOver('code'))).toMatchObject({ status: 'connected' })
  for (const step of ['sign_in', 'exchange', 'attach', 'verify'])
    expect(await valueOf(metrics, `hitch_attempt_step_seconds_count{provider="CNHIFieldOps",step="${step}"}`)).toBe(1)
  expect(await valueOf(metrics, 'hitch_unknown_status_words_total')).toBeGreaterThan(0)
})

test('the steps’ durations are seconds between the moments that the attempt passed', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const at = (seconds: number) => new Date(seconds * 1_000)
  metrics.meter.attemptSettled({
    provider: 'CNHI',
    status: 'failed',
    code: 'credential_rejected',
    startedAt: at(0),
    codeConsumedAt: at(40),
    sealedAt: at(42),
    attachedAt: null,
    settledAt: at(50),
  })
  const sumOf = (step: string) => valueOf(metrics, `hitch_attempt_step_seconds_sum{provider="CNHI",step="${step}"}`)
  expect([await sumOf('sign_in'), await sumOf('exchange'), await sumOf('attach')]).toEqual([40, 2, undefined])
})

test('what waits in the database, and what of it is overdue', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const home = { it: database, leaves: new Map(), another: () => Promise.resolve(database) }
  const depthOf = (kind: string) => valueOf(metrics, `hitch_queue_depth{kind="${kind}"}`)
  const before = await depthOf('attaching')
  const attemptId = await createBench(home, { idle: true }).handOver('code')
  expect([before, await depthOf('attaching'), await depthOf('overdue')]).toEqual([0, 1, 0])
  const longAgo = new Date(Date.now() - 60_000)
  await database.kysely
    .updateTable('attempts')
    .set({ next_run_at: longAgo })
    .where('attempt_id', '=', attemptId)
    .execute()
  expect(await depthOf('overdue')).toBe(1)
  await database.kysely.deleteFrom('attempts').where('attempt_id', '=', attemptId).execute()

  const event = { type: 'attempt.failed', leaf_user_id: 'leaf-1', provider: 'CNHI', body: '{}' } as const
  await database.kysely
    .insertInto('webhooks')
    .values([
      { ...event, webhook_id: 'msg_waiting', next_try_at: longAgo },
      { ...event, webhook_id: 'msg_ended', status: 'delivered' },
    ])
    .execute()
  // A receiver that is away for long is no fault of ours.
  expect([await depthOf('webhooks'), await depthOf('overdue')]).toEqual([1, 0])
})

test('calls and requests are counted by name and route: a stranger’s inventions add no series', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const answers = [() => Promise.resolve(Response.json([])), () => Promise.reject(new Error('gone'))]
  const answer = () => answers.shift()?.() ?? Promise.resolve(new Response('', { status: 500 }))
  const server = createConnectServer(optionsWith(metrics.meter, answer))
  const ask = (method: string, path: string) =>
    server.fetch(new Request(PUBLIC_URL + path, { method, headers: { authorization: `Bearer ${SECRET_KEY}` } }))
  const series = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('hitch_request_seconds_count'))
  await server.fetch(
    new Request(`${PUBLIC_URL}/v1/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ externalId: 'canary-farm', origin: HOST }),
    }),
  )
  const calls = 'hitch_upstream_seconds_count{call="leaf users by externalId",result="2xx"}'
  expect(await valueOf(metrics, calls)).toBe(1)
  expect(await metrics.text()).toContain('hitch_upstream_seconds_count{call="leaf user create",result="broken"} 1')

  await ask('GET', '/v1/users/canary-1/connections')
  await ask('GET', '/canary/1')
  await ask('BREW', '/canary/1')
  const before = await series()
  for (let one = 2; one < 20; one += 1) {
    await ask('GET', `/v1/users/canary-${one}/connections`)
    await ask('GET', `/canary/${one}?code=canary`)
    await ask(`BREW${one}`, `/canary/${one}`)
  }
  expect((await series()).length).toBe(before.length)
  expect(await metrics.text()).not.toContain('canary')
})

test('metrics are served on the operator port, and on the public one never', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const server = createConnectServer(optionsWith(metrics.meter, notAsked))
  for (const path of ['/metrics', '/metrics/', '//metrics'])
    expect((await server.fetch(new Request(PUBLIC_URL + path))).status).toBe(404)
  const { port, stop } = await serveOperator(metrics, { port: 0, hostname: '127.0.0.1' })
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await answer.text()).toContain('hitch_request_seconds_count{method="GET",route=')
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404)
  await stop()
})

test('breakers are shown as they stand at the scrape', async () => {
  const metrics = createMetrics({ database: database.kysely })
  const states = new Map([['leaf', 'closed' as 'closed' | 'open']])
  metrics.watchBreakers(() => states)
  expect(await valueOf(metrics, 'hitch_breaker_state{upstream="leaf"}')).toBe(0)
  states.set('leaf', 'open')
  expect(await valueOf(metrics, 'hitch_breaker_state{upstream="leaf"}')).toBe(2)
})

test('a server that nobody counts for works all the same', async () => {
  const server = createConnectServer(optionsWith(NO_METER, notAsked))
  expect((await server.fetch(new Request(`${PUBLIC_URL}/healthz`))).status).toBe(200)
})
