import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Permission, ProviderId } from '@hitch/protocol'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { drawGeneration } from '../handover/generation.ts'
import { LeafError, type Leaf } from '../leaf/leaf.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

const details: [string, string][] = [
  ['GET', '/v1/connections/CNHIFieldOps/events'],
  ['GET', '/v1/connections/CNHIFieldOps/progress'],
  ['GET', '/v1/connections/JohnDeere/organizations'],
]
const organization = { id: '1', name: 'North Ridge', connected: true, managementUri: null }
const health = { at: '2026-01-01T00:00:00.000Z', statusCode: 200, summary: 'access_works' as const }

/** A Leaf that tells details, and how often it was asked. */
const telling = (overrides: { progress?: Leaf['progress'] } = {}) => {
  const asked: string[] = []
  const leaf = fakeLeaf({
    credentials: { events: (leafUserId) => (asked.push(`events ${leafUserId}`), Promise.resolve([health])) },
    progress:
      overrides.progress ?? ((leafUserId) => (asked.push(`progress ${leafUserId}`), Promise.resolve({ fields: 38 }))),
    organizations: (leafUserId) => (asked.push(`organizations ${leafUserId}`), Promise.resolve([organization])),
  })
  return { asked, server: createTestServer(database, { leaf }) }
}

describe('details', () => {
  test('are told, and Leaf is asked once in ten seconds', async () => {
    const { server, asked } = telling()
    const session = await server.createSession()
    const read = async () =>
      await Promise.all(details.map(async ([method, path]) => (await server.asWidget(session, method, path)).json()))
    const expected = [{ events: [health] }, { fields: 38 }, { organizations: [organization] }]
    expect(await read()).toEqual(expected)
    expect(await read()).toEqual(expected)
    expect(asked).toEqual(['events', 'progress', 'organizations'].map((what) => `${what} ${session.leafUserId}`))
    await server.asWidget(await server.createSession(), 'GET', '/v1/connections/CNHIFieldOps/progress')
    expect(asked).toHaveLength(4)
  })

  test.each([
    ['unavailable', 'leaf_unavailable', 503],
    ['unauthorized', 'leaf_unauthorized', 503],
    ['user_not_found', 'leaf_user_not_found', 404],
  ] as const)('of a Leaf that says %s: %s', async (kind, code, status) => {
    const { server } = telling({
      progress: () => Promise.reject(new LeafError(kind, 'why', { sent: true, retryAfter: 7 })),
    })
    const response = await server.asWidget(await server.createSession(), 'GET', '/v1/connections/CNHIFieldOps/progress')
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toMatchObject({ code })
  })

  test('of a Leaf that hangs do not hang', async () => {
    const { server } = telling({ progress: () => new Promise(() => undefined) })
    const session = await server.createSession()
    const began = performance.now()
    const response = await server.asWidget(session, 'GET', '/v1/connections/CNHIFieldOps/progress')
    expect(await response.json()).toMatchObject({ code: 'leaf_unavailable' })
    expect(performance.now() - began).toBeLessThan(4_000)
  })
})

describe('disconnecting', () => {
  test('is done, or on its way', async () => {
    const { server } = telling()
    const session = await server.createSession()
    const asked: string[] = []
    const outcomes = ['done', 'pending'] as const
    server.handover.disconnect = (leafUserId, provider) => {
      asked.push(`${leafUserId} ${provider}`)
      return Promise.resolve(outcomes[asked.length - 1] ?? 'done')
    }
    const statuses = [
      (await server.asWidget(session, 'DELETE', '/v1/connections/CNHIFieldOps')).status,
      (await server.asWidget(session, 'DELETE', '/v1/connections/CNHIFieldOps')).status,
    ]
    expect(statuses).toEqual([204, 202])
    expect(asked).toEqual(Array.from({ length: 2 }, () => `${session.leafUserId} CNHIFieldOps`))
  })
})

describe('after the grower has disconnected', () => {
  const EVENTS = '/v1/connections/CNHIFieldOps/events'

  /** The grower's wish, as any process writes it down. */
  const disconnected = (leafUserId: string, provider: ProviderId) =>
    database.kysely
      .transaction()
      .execute((transaction) => drawGeneration(transaction, { leafUserId, provider }, 'disconnect'))

  test('no details of the old connection are told, not even by a process that did not disconnect', async () => {
    const { server } = telling()
    const session = await server.createSession()
    for (const [method, path] of details) expect((await server.asWidget(session, method, path)).status).toBe(200)
    await disconnected(session.leafUserId, 'CNHIFieldOps')
    await disconnected(session.leafUserId, 'JohnDeere')
    const down = () => Promise.reject(new LeafError('unavailable', 'why', { sent: true }))
    Object.assign(server.context.leaf, { progress: down, organizations: down })
    Object.assign(server.context.leaf.credentials, { events: down })
    for (const [method, path] of details)
      expect(await (await server.asWidget(session, method, path)).json()).toMatchObject({ code: 'leaf_unavailable' })
  })

  test('nor what Leaf still told while the disconnect was under way', async () => {
    const { server } = telling()
    const session = await server.createSession()
    await disconnected(session.leafUserId, 'CNHIFieldOps')
    const read = async () => await (await server.asWidget(session, 'GET', EVENTS)).json()
    expect(await read()).toEqual({ events: [health] })
    await database.kysely
      .updateTable('connections')
      .set({ disconnect_generation: null })
      .where('leaf_user_id', '=', session.leafUserId)
      .execute()
    server.context.leaf.credentials.events = () => Promise.resolve([])
    expect(await read()).toEqual({ events: [] })
  })

  test('an answer that was on its way is asked for anew', async () => {
    let answer = (): void => undefined
    const old = new Promise<void>((resolve) => (answer = resolve))
    const asked: number[] = []
    const events = async () => {
      asked.push(asked.length)
      if (asked.length > 1) return []
      await old
      return [health]
    }
    const server = createTestServer(database, { leaf: fakeLeaf({ credentials: { events } }) })
    const session = await server.createSession()
    const reading = server.asWidget(session, 'GET', EVENTS)
    await expect.poll(() => asked.length).toBe(1)
    await disconnected(session.leafUserId, 'CNHIFieldOps')
    answer()
    expect(await (await reading).json()).toEqual({ events: [] })
    expect(await (await server.asWidget(session, 'GET', EVENTS)).json()).toEqual({ events: [] })
    expect(asked).toHaveLength(2)
  })
})

describe('a session may do what it was made for, at the providers it offers', () => {
  const routes: [string, string, Permission][] = [
    ['DELETE', '/v1/connections/JohnDeere', 'disconnect'],
    ...details.map(([method, path]): [string, string, Permission] => [method, path, 'details']),
  ]

  test.each(routes)('%s %s needs %s', async (method, path, permission) => {
    const { server } = telling()
    const others = (['connect', 'disconnect', 'details'] as const).filter((other) => other !== permission)
    const refused = await server.asWidget(await server.createSession({ can: others }), method, path)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'not_allowed' })
    const allowed = await server.asWidget(await server.createSession({ can: [permission] }), method, path)
    expect(allowed.ok).toBe(true)
  })

  test.each(routes)('%s %s needs the provider to be offered', async (method, path) => {
    const { server } = telling()
    const session = await server.createSession({ providers: ['ClimateFieldView'] })
    const response = await server.asWidget(session, method, path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'provider_not_configured' })
  })

  test('a provider that nobody has heard of is not there', async () => {
    const { server } = telling()
    const response = await server.asWidget(await server.createSession(), 'DELETE', '/v1/connections/Unheard')
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })
})
