import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attempt, CreatedSession } from '@hitch/protocol'
import { createAttempt } from '../attempts/create-attempt.ts'
import type { ConnectDatabase } from '../database/connect-database.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, newLeafUserId, OTHER_HOST, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const read = async (session: CreatedSession, attemptId: string): Promise<Attempt> =>
  (await (await server.asWidget(session, 'GET', `/v1/attempts/${attemptId}`)).json()) as Attempt
const listed = async (session: CreatedSession): Promise<Attempt[]> =>
  ((await (await server.asWidget(session, 'GET', '/v1/connect')).json()) as { attempts: Attempt[] }).attempts
const rowOf = (attemptId: string) =>
  database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()
const setExpired = (attemptId: string) =>
  database.kysely
    .updateTable('attempts')
    .set({ expires_at: sql<Date>`clock_timestamp()` })
    .where('attempt_id', '=', attemptId)
    .execute()

describe('preparing', () => {
  test('is refused where the grower is forgotten while it is asked', async () => {
    const leafUserId = newLeafUserId()
    const nobody = { subject: null, locale: null, returnUrl: null, providers: null, linkId: null, brand: null }
    const session: LiveSession = {
      ...nobody,
      sessionId: 'ses_gone',
      leafUserId,
      origin: HOST,
      can: ['connect'],
      expiresAt: new Date(),
      leaveUrl: null,
    }
    await expect(createAttempt(server.context, session, { provider: 'CNHIFieldOps' })).rejects.toMatchObject({
      code: 'session_invalid',
    })
    const attempts = database.kysely.selectFrom('attempts').select('attempt_id').where('leaf_user_id', '=', leafUserId)
    expect(await attempts.execute()).toEqual([])
  })

  test('is harmless: by id it reads created, and nobody else hears of it', async () => {
    const session = await server.createSession()
    const { attemptId, expiresAt } = await server.createAttempt(session)
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(590_000)
    expect(await read(session, attemptId)).toMatchObject({ attemptId, status: 'created' })
    expect(await listed(session)).toEqual([])
  })

  test('uses an unstarted attempt of the same kind again, with a further ticket; earlier ones stay good until one is used', async () => {
    const session = await server.createSession()
    const first = await server.createAttempt(session)
    const [second, third] = await Promise.all([server.createAttempt(session), server.createAttempt(session)])
    expect(new Set([first, second, third].map(({ attemptId }) => attemptId)).size).toBe(1)
    expect(new Set([first, second, third].map(({ ticket }) => ticket)).size).toBe(3)
    expect((await server.createAttempt(session, { mode: 'redirect' })).attemptId).not.toBe(first.attemptId)
    expect((await server.createAttempt(session, { provider: 'JohnDeere' })).attemptId).not.toBe(first.attemptId)

    expect((await server.start(first.ticket)).status).toBe(200)
    expect((await server.start(second.ticket)).status).toBe(403)
    expect((await server.start(third.ticket)).status).toBe(403)
    expect((await server.createAttempt(session)).attemptId).not.toBe(first.attemptId)
  })

  test('is refused without the permission, for what is not offered, and with a return URL elsewhere', async () => {
    const bound = await server.createSession({ can: ['details'] })
    const narrow = await server.createSession({ providers: ['JohnDeere', 'ClimateFieldView'] })
    const session = await server.createSession()
    const create = async (who: CreatedSession, wish: object) => {
      const response = await server.asWidget(who, 'POST', '/v1/attempts', wish)
      return { status: response.status, code: ((await response.json()) as { code: string }).code }
    }
    expect(await create(bound, { provider: 'CNHIFieldOps' })).toEqual({ status: 403, code: 'not_allowed' })
    const notOffered = { status: 404, code: 'provider_not_configured' }
    expect(await create(narrow, { provider: 'CNHIFieldOps' })).toEqual(notOffered)
    expect(await create(narrow, { provider: 'ClimateFieldView' })).toEqual(notOffered)
    const invalid = { status: 400, code: 'invalid_request' }
    expect(await create(session, { provider: 'Unheard' })).toEqual(notOffered)
    expect(await create(session, { provider: '' })).toEqual(notOffered)
    expect(await create(session, { provider: 7 })).toEqual(invalid)
    expect(await create(session, {})).toEqual(invalid)
    expect(await create(session, { provider: 'CNHIFieldOps', returnUrl: `${OTHER_HOST}/x` })).toEqual(invalid)
    expect(await create(session, { provider: 'CNHIFieldOps', step: 'organizations' })).toEqual(invalid)
  })

  test('the return URL is the attempt’s, else the session’s, else the origin’s own page', async () => {
    const plain = await server.createSession()
    const told = await server.createSession({ returnUrl: `${HOST}/account` })
    const returnUrlOf = async (session: CreatedSession, wish = {}) =>
      (await rowOf((await server.createAttempt(session, wish)).attemptId)).return_url
    expect(await returnUrlOf(plain)).toBe(`${HOST}/`)
    expect(await returnUrlOf(told)).toBe(`${HOST}/account`)
    expect(await returnUrlOf(told, { returnUrl: `${HOST}/here` })).toBe(`${HOST}/here`)
  })
})

describe('an attempt belongs to a Leaf user and an origin', () => {
  test('and outlives the session that made it', async () => {
    const leafUserId = newLeafUserId()
    const attempt = await startInBrowser(server, {}, await server.createSession({ leafUserId }))
    await server.asHost('DELETE', `/v1/sessions/${attempt.session.sessionId}`)
    const refilled = await server.createSession({ leafUserId })
    expect(await read(refilled, attempt.attemptId)).toMatchObject({ status: 'started' })
    expect(await listed(refilled)).toMatchObject([{ attemptId: attempt.attemptId }])
  })

  test('another Leaf user, and the same one from another origin, find nothing and change nothing', async () => {
    const leafUserId = newLeafUserId()
    const attempt = await startInBrowser(server, {}, await server.createSession({ leafUserId }))
    const stranger = await server.createSession()
    const elsewhere = await server.createSession({ leafUserId, origin: OTHER_HOST })
    for (const [session, origin] of [
      [stranger, HOST],
      [elsewhere, OTHER_HOST],
    ] as const) {
      const headers = { authorization: `Bearer ${session.sessionToken}`, origin }
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/cancel'],
        ['POST', '/ack'],
      ] as const) {
        const response = await server.request(`/v1/attempts/${attempt.attemptId}${path}`, { method, headers })
        expect(response.status).toBe(404)
        expect(await response.json()).toMatchObject({ code: 'not_found' })
      }
      const connect = await server.request('/v1/connect', { headers })
      expect(await connect.json()).toMatchObject({ attempts: [] })
    }
    expect(await read(attempt.session, attempt.attemptId)).toMatchObject({ status: 'started' })
  })
})

describe('cancelling', () => {
  test('wins before the code is consumed', async () => {
    const { session, attemptId, ...browser } = await startInBrowser(server)
    const answer = await server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/cancel`)
    expect(await answer.json()).toMatchObject({ status: 'cancelled' })
    expect((await read(session, attemptId)).error).toBeUndefined()
    const late = await postCallback(server, browser)
    expect(late.status).toBe(403)
    expect(await late.json()).toMatchObject({ code: 'state_mismatch', attemptId, attemptStatus: 'cancelled' })
    expect(server.handover.exchanges.filter((exchange) => exchange.attemptId === attemptId)).toEqual([])
  })

  test('comes too late afterwards, and is answered with the attempt as it is', async () => {
    const attempt = await startInBrowser(server)
    await postCallback(server, attempt)
    const answer = await server.asWidget(attempt.session, 'POST', `/v1/attempts/${attempt.attemptId}/cancel`)
    expect(await answer.json()).toMatchObject({ status: 'attaching' })
  })

  test('at the organizations page is "Later"', async () => {
    const attempt = await startInBrowser(server, { provider: 'JohnDeere' })
    await postCallback(server, attempt)
    await server.asWidget(attempt.session, 'POST', `/v1/attempts/${attempt.attemptId}/cancel`)
    expect(server.handover.ended).toEqual([attempt.attemptId])
  })
})

test('an outcome stays in sight until it is acknowledged, and an open attempt cannot be', async () => {
  const { session, attemptId } = await startInBrowser(server)
  const acknowledge = () => server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/ack`)
  expect((await acknowledge()).status).toBe(204)
  expect(await listed(session)).toMatchObject([{ attemptId, status: 'started' }])
  await server.asWidget(session, 'POST', `/v1/attempts/${attemptId}/cancel`)
  expect(await listed(session)).toMatchObject([{ attemptId, status: 'cancelled' }])
  expect((await acknowledge()).status).toBe(204)
  expect(await listed(session)).toEqual([])
})

test('a started attempt without a code expires, whoever reads it first', async () => {
  const { session, attemptId, ...browser } = await startInBrowser(server)
  await setExpired(attemptId)
  const late = await postCallback(server, browser)
  expect(await late.json()).toMatchObject({ code: 'state_mismatch', attemptStatus: 'expired' })
  expect(await read(session, attemptId)).toMatchObject({
    status: 'expired',
    error: { code: 'attempt_expired', retry: 'now' },
  })
  expect(await listed(session)).toMatchObject([{ attemptId, status: 'expired' }])
})

test('a connected attempt shows its connection', async () => {
  const { session, attemptId } = await startInBrowser(server)
  await database.kysely
    .updateTable('attempts')
    .set({ status: 'connected', settled_at: new Date() })
    .where('attempt_id', '=', attemptId)
    .execute()
  const connection = {
    provider: 'CNHIFieldOps' as const,
    status: 'connected' as const,
    environment: 'STAGE' as const,
    createdTime: '2026-01-01T00:00:00.000000Z',
    lastCheckedAt: null,
  }
  server.handover.connectionList = [connection]
  expect(await read(session, attemptId)).toMatchObject({ status: 'connected', connection })
  server.handover.connectionList = []
})

test('the session’s own list and order of providers is what the widget is offered', async () => {
  const session = await server.createSession({ providers: ['CNHIFieldOps', 'ClimateFieldView', 'JohnDeere'] })
  const connect = await server.asWidget(session, 'GET', '/v1/connect')
  expect(await connect.json()).toMatchObject({ providers: [{ id: 'CNHIFieldOps' }, { id: 'JohnDeere' }] })
})
