import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { Tester } from '../testing/tester.ts'

const PATH = '/leaf/services/alerts/api/alerts/webhooks'
const MINUTE = 60_000
const webhook = {
  events: ['credentialsUnauthenticated'],
  name: 'hitch',
  secret: 'shared',
  url: 'https://connect.example/alerts',
}

/** A receiver that answers with the given statuses, one after the other, and then with 200. */
const receiver = (...statuses: number[]) => {
  const received: Request[] = []
  const answer: typeof fetch = (input, init) => {
    received.push(new Request(input, init))
    return Promise.resolve(new Response(null, { status: statuses.shift() ?? 200 }))
  }
  return { received, tester: new Tester({ tools: { fetch: answer } }) }
}

test('an account that turns invalid is told to the webhook, signed, and without the Leaf user', async () => {
  const { received, tester } = receiver()
  expect((await tester.leaf('POST', PATH, webhook)).status).toBe(201)
  const id = await tester.attached('CNHIFieldOps')
  const { id: credentialId } = (await tester.leaf('GET', tester.credential(id, 'CNHIFieldOps'))).json as { id: string }
  await tester.sandbox.control.setStatus(id, 'CNHIFieldOps', 'invalid')
  expect(received).toHaveLength(1)
  const body = (await received[0]?.text()) ?? ''
  expect(JSON.parse(body)).toEqual({
    credential: 'CNHIFieldOps',
    provider: 'CNHIFieldOps',
    credentialId,
    message: expect.any(String),
    status: 'invalid',
    type: 'credentialsUnauthenticated',
    timestamp: '2026-03-01T00:00:00.000000Z',
  })
  expect(body).not.toContain(id)
  expect(received[0]?.headers.get('x-leaf-signature')).toBe(
    createHmac('sha256', 'shared').update(body).digest('base64'),
  )
})

test('it is tried again after 1, 30, 60 and 240 minutes, and then given up', async () => {
  const { received, tester } = receiver(500, 500, 500, 500, 500, 500)
  await tester.leaf('POST', PATH, webhook)
  await tester.sandbox.control.setStatus(await tester.attached('CNHI'), 'CNHI', 'invalid')
  for (const [index, wait] of [1, 30, 60, 240].entries()) {
    tester.time += wait * MINUTE - 1
    await tester.sandbox.control.deliverAlerts()
    expect(received).toHaveLength(index + 1)
    tester.time += 1
    await tester.sandbox.control.deliverAlerts()
    expect(received).toHaveLength(index + 2)
  }
  tester.time += 10_000 * MINUTE
  await tester.sandbox.control.deliverAlerts()
  expect(received).toHaveLength(5)
})

test('a delivered alert is not sent again', async () => {
  const { received, tester } = receiver(500)
  await tester.leaf('POST', PATH, webhook)
  await tester.sandbox.control.setStatus(await tester.attached('CNHI'), 'CNHI', 'invalid')
  tester.time += MINUTE
  await tester.sandbox.control.deliverAlerts()
  tester.time += 10_000 * MINUTE
  await tester.sandbox.control.deliverAlerts()
  expect(received).toHaveLength(2)
})

test('there is one webhook per event', async () => {
  const tester = new Tester()
  expect((await tester.leaf('POST', PATH, webhook)).status).toBe(201)
  expect((await tester.leaf('POST', PATH, webhook)).status).toBe(400)
  expect((await tester.leaf('POST', PATH, { ...webhook, events: ['credentialsLimitedPermission'] })).status).toBe(201)
})

test.each([
  { events: [] },
  { events: ['other'] },
  { secret: undefined },
  { url: 'ftp://x' },
  { name: '' },
  { extra: 1 },
])('refuses %j', async (change) => {
  expect((await new Tester().leaf('POST', PATH, { ...webhook, ...change })).status).toBe(400)
})
