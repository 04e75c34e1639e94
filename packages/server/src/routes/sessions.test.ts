import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { fakeLeaf } from '../testing/fake-leaf.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import {
  createTestServer,
  HOST,
  newLeafUserId,
  OTHER_HOST,
  SECRET_KEY,
  type TestServer,
} from '../testing/test-server.ts'
import { DEFAULT_TIMINGS } from '../timings.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const create = (body: unknown, key = SECRET_KEY): Promise<Response> => server.asHost('POST', '/v1/sessions', body, key)

describe('who may make a session', () => {
  test.each([
    ['no key', {}],
    ['a wrong key', { authorization: `Bearer ${SECRET_KEY}x` }],
    ['half the key', { authorization: `Bearer ${SECRET_KEY.slice(0, 20)}` }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${SECRET_KEY}` }],
  ])('not one with %s', async (_, headers: Record<string, string>) => {
    const response = await server.request('/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ leafUserId: 'u', origin: HOST }),
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toMatchObject({ code: 'secret_key_invalid', status: 401 })
  })

  test('a scoped key makes sessions for its own origins alone, ends those alone, and sees those attempts alone', async () => {
    const key = 'a-scoped-key-of-at-least-32-characters'
    const scoped = createTestServer(database, {
      secretKeys: [
        { name: 'all', key: SECRET_KEY },
        { name: 'one', key, origins: [HOST] },
      ],
    })
    const leafUserId = newLeafUserId()
    expect((await scoped.asHost('POST', '/v1/sessions', { leafUserId, origin: HOST }, key)).status).toBe(201)
    const refused = await scoped.asHost('POST', '/v1/sessions', { leafUserId, origin: OTHER_HOST }, key)
    expect(await refused.json()).toMatchObject({ code: 'origin_not_allowed', status: 403 })

    const others = await scoped.createSession({ leafUserId, origin: OTHER_HOST })
    await scoped.asHost('DELETE', `/v1/sessions/${others.sessionId}`, undefined, key)
    const headers = { authorization: `Bearer ${others.sessionToken}`, origin: OTHER_HOST }
    expect((await scoped.request('/v1/connect', { headers })).status).toBe(200)

    const started = async (origin: string): Promise<string> => {
      const session = await scoped.createSession({ leafUserId, origin })
      const prepared = await scoped.request('/v1/attempts', {
        method: 'POST',
        headers: { authorization: `Bearer ${session.sessionToken}`, origin, 'content-type': 'application/json' },
        body: `{"provider":"${origin === HOST ? 'CNHIFieldOps' : 'JohnDeere'}"}`,
      })
      const { attemptId, ticket } = (await prepared.json()) as { attemptId: string; ticket: string }
      expect((await scoped.start(ticket, { origin })).status).toBe(200)
      return attemptId
    }
    const own = await started(HOST)
    const other = await started(OTHER_HOST)
    const seen = async (by: string) => {
      const response = await scoped.asHost('GET', `/v1/attempts?leafUserId=${leafUserId}`, undefined, by)
      return ((await response.json()) as { attempts: { attemptId: string }[] }).attempts.map(
        ({ attemptId }) => attemptId,
      )
    }
    expect(await seen(key)).toEqual([own])
    expect(await seen(SECRET_KEY)).toEqual([other, own])
  })
})

describe('what a session is made of', () => {
  test('it runs half an hour unless told otherwise, by the database’s clock', async () => {
    const { expiresAt } = await server.createSession()
    const { expiresAt: later } = await server.createSession({ expiresIn: 86_400 })
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(1_790_000)
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(1_800_500)
    expect(Date.parse(later) - Date.now()).toBeGreaterThan(86_390_000)
  })

  test('its token is stored as a hash alone', async () => {
    const { sessionId, sessionToken } = await server.createSession()
    const row = await database.kysely
      .selectFrom('sessions')
      .selectAll()
      .where('session_id', '=', sessionId)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(sessionToken)
  })

  test.each([
    [
      'an origin that is not allowed',
      { leafUserId: 'u', origin: 'https://evil.example.com' },
      403,
      'origin_not_allowed',
    ],
    [
      'a look-alike of an allowed origin',
      { leafUserId: 'u', origin: `${HOST}.evil.example` },
      403,
      'origin_not_allowed',
    ],
    ['an origin with a slash', { leafUserId: 'u', origin: `${HOST}/` }, 400, 'invalid_request'],
    ['the origin null', { leafUserId: 'u', origin: 'null' }, 400, 'invalid_request'],
    ['neither id', { origin: HOST }, 400, 'invalid_request'],
    ['both ids', { leafUserId: 'u', externalId: 'e', origin: HOST }, 400, 'invalid_request'],
    ['a Leaf user id that is a path', { leafUserId: '../users', origin: HOST }, 400, 'invalid_request'],
    ['an empty externalId', { externalId: '', origin: HOST }, 400, 'invalid_request'],
    ['a blank externalId', { externalId: ' \t ', origin: HOST }, 400, 'invalid_request'],
    ['an externalId of 201 characters', { externalId: 'x'.repeat(201), origin: HOST }, 400, 'invalid_request'],
    ['a return URL elsewhere', { leafUserId: 'u', origin: HOST, returnUrl: `${OTHER_HOST}/` }, 400, 'invalid_request'],
    [
      'a return URL that is script',
      { leafUserId: 'u', origin: HOST, returnUrl: 'javascript:alert(1)' },
      400,
      'invalid_request',
    ],
    ['a life that is too short', { leafUserId: 'u', origin: HOST, expiresIn: 299 }, 400, 'invalid_request'],
    ['a life that is too long', { leafUserId: 'u', origin: HOST, expiresIn: 86_401 }, 400, 'invalid_request'],
    ['a misspelt field', { leafUserId: 'u', origin: HOST, expiresin: 600 }, 400, 'invalid_request'],
    ['an unknown permission', { leafUserId: 'u', origin: HOST, can: ['everything'] }, 400, 'invalid_request'],
  ])('not of %s', async (_, body, status, code) => {
    const response = await create(body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, status })
  })
})

describe('a Leaf user by externalId', () => {
  /** A Leaf that makes users, slowly enough that all who ask at once ask before the first is made. */
  const leafWith = (existing: Record<string, string[]> = {}) => {
    const asked: string[] = []
    const made: object[] = []
    const leaf = fakeLeaf({
      users: {
        async findByExternalId(externalId) {
          asked.push(externalId)
          await new Promise((resolve) => setTimeout(resolve, 30))
          return existing[externalId] ?? []
        },
        async create(user) {
          made.push(user)
          await new Promise((resolve) => setTimeout(resolve, 30))
          return `made-${made.length}`
        },
      },
    })
    return { asked, made, server: createTestServer(database, { leaf }) }
  }

  test('is found, and asked for once only', async () => {
    const { asked, made, server: own } = leafWith({ 'farm-found': ['leaf-7'] })
    expect(await own.createSession({ externalId: ' farm-found ' })).toMatchObject({ leafUserId: 'leaf-7' })
    expect(await own.createSession({ externalId: 'farm-found' })).toMatchObject({ leafUserId: 'leaf-7' })
    expect(asked).toEqual(['farm-found'])
    expect(made).toEqual([])
  })

  test('is created with what the host tells, name and email being the externalId otherwise', async () => {
    const { made, server: own } = leafWith()
    await own.createSession({ externalId: 'farm-plain' })
    await own.createSession({ externalId: 'farm-told', user: { name: 'Ann', phone: '1' } })
    expect(made).toEqual([
      { name: 'farm-plain', email: 'farm-plain', externalId: 'farm-plain' },
      { name: 'Ann', phone: '1', email: 'farm-told', externalId: 'farm-told' },
    ])
  })

  test('is created once, however many ask at once, of one process or of two', async () => {
    const one = leafWith()
    const other = createTestServer(database, { leaf: one.server.context.leaf })
    const sessions = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? one.server : other).createSession({ externalId: 'farm-many' }),
      ),
    )
    expect(new Set(sessions.map(({ leafUserId }) => leafUserId))).toEqual(new Set(['made-1']))
    expect([one.asked.length, one.made.length]).toEqual([1, 1])
  })

  test('is created once, though Leaf takes longer than a claim lasts', async () => {
    const made: string[] = []
    const slowly = (instanceId: string) =>
      createTestServer(database, {
        timings: { ...DEFAULT_TIMINGS, claimLifetime: 600, claimRenewal: 50 },
        leaf: fakeLeaf({
          users: {
            findByExternalId: () => wait(1_000, []),
            async create() {
              made.push(instanceId)
              return await wait(1_000, `of-${instanceId}`)
            },
          },
        }),
      })
    const sessions = await Promise.all(
      ['one', 'two', 'three'].map((name) => slowly(name).createSession({ externalId: 'farm-of-a-slow-leaf' })),
    )
    expect(made).toHaveLength(1)
    expect(new Set(sessions.map(({ leafUserId }) => leafUserId))).toEqual(new Set([`of-${made[0]}`]))
  })

  test('is not created by one who stood still meanwhile and whose claim is another’s by now', async () => {
    const externalId = 'farm-of-a-standstill'
    const made: string[] = []
    const own = createTestServer(database, {
      leaf: fakeLeaf({
        users: {
          async findByExternalId() {
            await database.kysely
              .updateTable('leaf_user_claims')
              .set({ claimed_by: 'another' })
              .where('external_id', '=', externalId)
              .execute()
            setTimeout(() => {
              void database.kysely
                .insertInto('leaf_users')
                .values({ external_id: externalId, leaf_user_id: 'of-another' })
                .execute()
            }, 50)
            return []
          },
          create: () => Promise.resolve(`made-${made.push('one')}`),
        },
      }),
    })
    expect(await own.createSession({ externalId })).toMatchObject({ leafUserId: 'of-another' })
    expect(made).toEqual([])
  })

  test('is looked for anew when Leaf says that it is gone, and only then', async () => {
    const { made, server: own } = leafWith()
    const create = async () => (await own.createSession({ externalId: 'farm-gone' })).leafUserId
    const first = await create()
    // The fake Leaf does not say whether a user is there: that takes nothing away.
    expect(await create()).toBe(first)
    const { leaf } = own.context
    const asked: string[] = []
    const forgetful = createTestServer(database, {
      leaf: {
        ...leaf,
        users: {
          ...leaf.users,
          exists: (id) => (asked.push(id), Promise.resolve(id !== first)),
          create: () => Promise.resolve('made-anew'),
        },
      },
    })
    const anew = async () => (await forgetful.createSession({ externalId: 'farm-gone' })).leafUserId
    expect([await anew(), await anew(), await anew()]).toEqual(['made-anew', 'made-anew', 'made-anew'])
    expect(asked).toEqual([first, 'made-anew'])
    expect(made).toHaveLength(1)
  })

  test('a Leaf that hangs keeps nobody from a session for a known one', async () => {
    const { server: own } = leafWith()
    const { leafUserId } = await own.createSession({ externalId: 'farm-slow' })
    const { leaf } = own.context
    const hanging = createTestServer(database, {
      leaf: { ...leaf, users: { ...leaf.users, exists: () => new Promise(() => undefined) } },
    })
    const began = performance.now()
    expect(await hanging.createSession({ externalId: 'farm-slow' })).toMatchObject({ leafUserId })
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('is not chosen among several', async () => {
    const { made, server: own } = leafWith({ 'farm-twice': ['leaf-1', 'leaf-2'] })
    const response = await own.asHost('POST', '/v1/sessions', { externalId: 'farm-twice', origin: HOST })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'conflict' })
    expect(made).toEqual([])
  })

  test('after a failure the next one may try at once', async () => {
    let isDown = true
    const own = createTestServer(database, {
      leaf: fakeLeaf({
        users: { findByExternalId: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(['leaf-9'])) },
      }),
    })
    expect((await own.asHost('POST', '/v1/sessions', { externalId: 'farm-down', origin: HOST })).status).toBe(500)
    isDown = false
    expect(await own.createSession({ externalId: 'farm-down' })).toMatchObject({ leafUserId: 'leaf-9' })
  })
})

describe('what a host’s backend may read', () => {
  test('connections and started attempts of a Leaf user', async () => {
    const session = await server.createSession()
    const { attemptId, ticket } = await server.createAttempt(session)
    const attempts = async () => {
      const response = await server.asHost('GET', `/v1/attempts?leafUserId=${session.leafUserId}`)
      return ((await response.json()) as { attempts: { attemptId: string }[] }).attempts
    }
    expect(await attempts()).toEqual([])
    await server.start(ticket)
    expect(await attempts()).toMatchObject([{ attemptId, status: 'started' }])
    const connections = await server.asHost('GET', `/v1/users/${session.leafUserId}/connections`)
    expect(await connections.json()).toEqual({ connections: [] })
  })

  test.each([
    '/v1/users/..%2Fx/connections',
    '/v1/attempts',
    '/v1/attempts?leafUserId=a&leafUserId=b',
    '/v1/attempts?leafUserId=a%00',
  ])('not %s', async (path) => {
    const response = await server.asHost('GET', path)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request' })
  })

  test('nothing without the key', async () => {
    const { leafUserId } = await server.createSession()
    expect((await server.request(`/v1/users/${leafUserId}/connections`)).status).toBe(401)
    expect((await server.request(`/v1/attempts?leafUserId=${leafUserId}`)).status).toBe(401)
  })
})
