import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createConnectServer } from '../create-connect-server.ts'
import { createLog } from '../create-log.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { createBench } from '../testing/handover-bench.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, PUBLIC_URL, SECRET_KEY } from '../testing/test-server.ts'
import { createTracing } from './create-tracing.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

interface SentSpan {
  readonly name: string
  readonly kind: number
  readonly spanId: string
  readonly parentSpanId?: string
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[]
  readonly status: { code?: number }
}

/** An OpenTelemetry collector, as far as it is posted to. */
const startCollector = async () => {
  const bodies: string[] = []
  const paths = new Set<string>()
  const server = createServer((request, response) => {
    paths.add(request.url ?? '')
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      bodies.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const spans = (): SentSpan[] =>
    bodies.flatMap((body) => {
      const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] }
      return sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
    })
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, bodies, spans }
}

const factsOf = ({ attributes }: SentSpan): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

test('a request and the calls within it are spans of one trace, by their names alone', async () => {
  const collector = await startCollector()
  const { tracer, stop } = createTracing({ endpoint: collector.endpoint })
  const server = createConnectServer({
    publicUrl: PUBLIC_URL,
    secretKeys: [{ name: 'default', key: SECRET_KEY }],
    encryptionKeys: [new Uint8Array(32)],
    allowedOrigins: [HOST],
    brand: { name: 'Northfield Grain' },
    leaf: { apiUrl: 'https://leaf.example.com', token: 'canary-leaf-token' },
    providers: [fakeProvider('CNHIFieldOps')],
    database,
    log: createLog({ level: 'silent' }),
    tracer,
    fetch: (_, init) =>
      Promise.resolve(init?.method === 'GET' ? Response.json([]) : Response.json({}, { status: 500 })),
  })
  const answer = await server.fetch(
    new Request(`${PUBLIC_URL}/v1/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ externalId: 'canary-farm', origin: HOST, subject: 'canary-subject' }),
    }),
  )
  await server.fetch(new Request(`${PUBLIC_URL}/callback/CNHIFieldOps?code=canary-code&state=canary-state`))
  await server.fetch(new Request(`${PUBLIC_URL}/canary?token=canary`, { method: 'BREW' }))
  await stop()

  expect([...collector.paths]).toEqual(['/v1/traces'])
  const spans = collector.spans()
  const request = spans.find(({ name }) => name === 'POST /v1/sessions')
  const calls = spans.filter(({ kind, parentSpanId }) => kind === 3 && parentSpanId === request?.spanId)
  expect(calls.map(({ name }) => name)).toEqual(['leaf users by externalId', 'leaf user create'])
  expect(calls.map(factsOf)).toEqual([
    { 'http.response.status_code': 200 },
    { 'http.response.status_code': 500, 'error.type': '500' },
  ])
  expect(request && factsOf(request)).toMatchObject({
    'http.route': '/v1/sessions',
    'http.response.status_code': answer.status,
    'hitch.request_id': answer.headers.get('x-request-id'),
  })
  expect(spans.map(({ name }) => name)).toContain('GET /callback/:provider')
  expect(spans.map(({ name }) => name).some((name) => name.startsWith('other '))).toBe(true)
  expect(collector.bodies.join('')).not.toContain('canary')
  expect(collector.bodies.join('')).not.toContain(SECRET_KEY)
})

test('what the hand-over does is told by attempt and provider, and holds no code, state or token', async () => {
  const collector = await startCollector()
  const { tracer, stop } = createTracing({ endpoint: collector.endpoint })
  const home = { it: database, leaves: new Map(), another: () => Promise.resolve(database) }
  const bench = createBench(home, { tracer, settings: { clientSecret: 'canary-secret' } })
  const attemptId = await bench.handOver('canary-code')
  expect(await bench.outcome(attemptId)).toMatchObject({ status: 'connected' })
  const server = createTestServer(database, { tracer })
  const attempt = await server.createAttempt(await server.createSession())
  await server.start(attempt.ticket)
  await stop()

  const deeds = collector.spans().filter(({ name }) => name.startsWith('hand-over '))
  expect(deeds.map(({ name }) => name)).toEqual(['hand-over look', 'hand-over post', 'hand-over look'])
  for (const deed of deeds)
    expect(factsOf(deed)).toEqual({ 'hitch.provider': 'CNHIFieldOps', 'hitch.attempt_id': attemptId })
  expect(collector.spans().map(({ name }) => name)).toContain('POST /start')
  for (const secret of ['canary', attempt.ticket]) expect(collector.bodies.join('')).not.toContain(secret)
})

test('a collector that is away holds nobody up', async () => {
  const { tracer, stop } = createTracing({ endpoint: 'http://127.0.0.1:2/' })
  const server = createTestServer(database, { tracer })
  expect((await server.request('/healthz')).status).toBe(200)
  const begun = performance.now()
  await stop()
  expect(performance.now() - begun).toBeLessThan(4_000)
})
