import { expect, test } from 'vitest'
import { Tester } from '../testing/tester.ts'

const DAY = 24 * 60 * 60 * 1000

test('events are raw provider answers, newest first, full of canaries', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHIFieldOps')
  await tester.sandbox.control.setStatus(id, 'CNHIFieldOps', 'invalid')
  const answer = await tester.leaf('GET', `${tester.credential(id, 'CNHIFieldOps')}/events`)
  expect(answer.status).toBe(200)
  const event = {
    id: expect.any(String),
    createdDate: '2026-03-01T00:00:00.000000Z',
    headers: expect.objectContaining({ 'content-type': 'application/json' }),
    body: expect.stringContaining('CANARY-'),
  }
  expect(answer.json).toEqual([
    { ...event, statusCode: 401 },
    { ...event, statusCode: 200 },
  ])
})

test('each secret in an event carries the mark', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  await tester.sandbox.control.setStatus(id, 'CNHI', 'invalid')
  const events = (await tester.leaf('GET', `${tester.credential(id, 'CNHI')}/events`)).json as {
    headers: Record<string, string>
    body: string
  }[]
  const mark = expect.stringMatching(/^CANARY-/)
  const [failed, worked] = events.map(({ body }) => JSON.parse(body) as unknown)
  expect(failed).toMatchObject({ error: 'invalid_grant', refresh_token: mark })
  expect(worked).toMatchObject({ access_token: mark, refresh_token: mark })
  for (const { headers } of events) expect(headers['set-cookie']).toMatch(/^session=CANARY-/)
})

test('events are kept 30 days', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  const count = async () =>
    ((await tester.leaf('GET', `${tester.credential(id, 'CNHI')}/events`)).json as unknown[]).length
  tester.time += 30 * DAY - 1
  expect(await count()).toBe(1)
  tester.time += 1
  expect(await count()).toBe(0)
})

test('events go with the credential', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  await tester.leaf('DELETE', tester.credential(id, 'CNHI'))
  expect((await tester.leaf('GET', `${tester.credential(id, 'CNHI')}/events`)).status).toBe(404)
  await tester.leaf('POST', tester.credential(id, 'CNHI'), tester.body('CNHI'))
  expect((await tester.leaf('GET', `${tester.credential(id, 'CNHI')}/events`)).json).toHaveLength(1)
})
