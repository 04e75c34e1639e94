import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { postCallback, startInBrowser } from '../testing/attempt-in-browser.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, HOST, type TestServer } from '../testing/test-server.ts'

let database: ConnectDatabase
let server: TestServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = createTestServer(database)
}, 60_000)
afterAll(() => database.close())

const settle = (attemptId: string) =>
  database.kysely
    .updateTable('attempts')
    .set({ status: 'connected', settled_at: new Date() })
    .where('attempt_id', '=', attemptId)
    .execute()

describe('back from the organizations', () => {
  const atOrganizations = async (mode: 'popup' | 'redirect' = 'popup') => {
    const attempt = await startInBrowser(server, { provider: 'JohnDeere', mode })
    await postCallback(server, attempt)
    return attempt
  }
  const comeBack = (attempt: { provider: string; cookie: string; state: string }, body: object = {}) =>
    postCallback(server, attempt, { step: 'organizations', body })

  test('the page is there, and the POST tells Leaf to look', async () => {
    expect((await server.request('/callback/JohnDeere/organizations?state=x')).status).toBe(200)
    const attempt = await atOrganizations()
    const answer = await comeBack(attempt)
    expect(await answer.json()).toEqual({
      attemptId: attempt.attemptId,
      status: 'choosing_organizations',
      notify: HOST,
    })
    expect(server.handover.returned).toContain(attempt.attemptId)
  })

  test('of several in one browser the newest that still chooses comes back, whatever state is in the URL', async () => {
    const [older, newer] = [await atOrganizations(), await atOrganizations()]
    const cookie = `${older.cookie}; ${newer.cookie}`
    const answered = async (body: object) =>
      ((await (await comeBack({ ...older, cookie }, body)).json()) as { attemptId: string }).attemptId
    expect(await answered({})).toBe(newer.attemptId)
    expect(await answered({ state: 'mangled' })).toBe(newer.attemptId)
    await settle(newer.attemptId)
    expect(await answered({})).toBe(older.attemptId)
  })

  test('after the outcome it is answered with the attempt as it is, and the cookie goes', async () => {
    const attempt = await atOrganizations('redirect')
    await settle(attempt.attemptId)
    const answer = await comeBack(attempt)
    expect(await answer.json()).toMatchObject({ attemptId: attempt.attemptId, status: 'connected', next: `${HOST}/` })
    expect(answer.headers.getSetCookie()).toHaveLength(1)
    expect(server.handover.returned).not.toContain(attempt.attemptId)
  })

  test('without the cookie, or with one that does not fit: not yours', async () => {
    const attempt = await atOrganizations()
    for (const cookie of ['', attempt.cookie.replace(/=.*/, `=${'x'.repeat(43)}`)]) {
      const answer = await comeBack({ ...attempt, cookie })
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'attempt_not_yours' })
    }
    expect(server.handover.returned).not.toContain(attempt.attemptId)
  })

  test('an attempt that has not signed in is not past the organizations', async () => {
    const attempt = await startInBrowser(server, { provider: 'JohnDeere' })
    expect((await comeBack(attempt)).status).toBe(403)
  })

  test('from another origin: refused', async () => {
    const attempt = await atOrganizations()
    const answer = await postCallback(server, attempt, { step: 'organizations', body: {}, headers: { origin: HOST } })
    expect(await answer.json()).toMatchObject({ code: 'origin_not_allowed' })
    expect(server.handover.returned).not.toContain(attempt.attemptId)
  })
})

describe('choosing again', () => {
  const again = { provider: 'JohnDeere', step: 'organizations' } as const

  test('while an attempt waits goes on with that one', async () => {
    const attempt = await startInBrowser(server, { provider: 'JohnDeere' })
    await postCallback(server, attempt)
    const { attemptId, ticket } = await server.createAttempt(attempt.session, again)
    expect(attemptId).toBe(attempt.attemptId)
    const response = await server.start(ticket)
    expect(response.headers.get('refresh')).toMatch(/^0; url=https:\/\/connections\.example\.com\//)
    expect(response.headers.getSetCookie()[0]).toContain(attemptId)
  })

  test('needs a ticket each time: one that was used, or has run out, opens nothing', async () => {
    const attempt = await startInBrowser(server, { provider: 'JohnDeere' })
    await postCallback(server, attempt)
    const { ticket } = await server.createAttempt(attempt.session, again)
    expect((await server.start(ticket)).status).toBe(200)
    expect((await server.start(ticket)).status).toBe(403)
    const late = await server.createAttempt(attempt.session, again)
    await database.kysely
      .updateTable('tickets')
      .set({ expires_at: new Date(0) })
      .where('attempt_id', '=', attempt.attemptId)
      .execute()
    expect((await server.start(late.ticket)).status).toBe(403)
  })

  test('when none waits is an attempt for that step alone', async () => {
    const session = await server.createSession()
    const { attemptId, ticket } = await server.createAttempt(session, again)
    await server.start(ticket)
    const read = await server.asWidget(session, 'GET', `/v1/attempts/${attemptId}`)
    expect(await read.json()).toMatchObject({ status: 'choosing_organizations' })
  })
})
