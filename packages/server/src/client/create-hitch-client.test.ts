import { expect, test } from 'vitest'
import { createHitchClient } from './create-hitch-client.ts'

const URL_OF_BFF = 'https://connect.example.com'
const KEY = 'k'.repeat(32)

const answering = (answer: () => Response | Promise<Response>) => {
  const sent: { url: string; init: RequestInit }[] = []
  const fetch = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init })
    return Promise.resolve(answer())
  }
  return {
    sent,
    client: createHitchClient({ url: `${URL_OF_BFF}/`, secretKey: KEY, fetch }),
  }
}

test('a session is asked for with the key', async () => {
  const created = { sessionId: 'ses_1', leafUserId: 'u', sessionToken: 't', expiresAt: 'x' }
  const { client, sent } = answering(() => Response.json(created, { status: 201 }))
  expect(await client.createSession({ leafUserId: 'u', origin: 'https://farm.example.com' })).toEqual(created)
  expect(sent).toMatchObject([
    {
      url: `${URL_OF_BFF}/v1/sessions`,
      init: {
        method: 'POST',
        body: '{"leafUserId":"u","origin":"https://farm.example.com"}',
      },
    },
  ])
  expect(Object.fromEntries(new Headers(sent[0]?.init.headers))).toEqual({
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
  })
})

test('a ticket for the hosted page is asked for with the same wish', async () => {
  const created = { ticket: 't', url: `${URL_OF_BFF}/connect`, expiresAt: 'x' }
  const { client, sent } = answering(() => Response.json(created, { status: 201 }))
  expect(await client.createHandover({ externalId: 'e', origin: 'https://farm.example.com' })).toEqual(created)
  expect(sent).toMatchObject([
    {
      url: `${URL_OF_BFF}/v1/sessions/handover`,
      init: { method: 'POST', body: '{"externalId":"e","origin":"https://farm.example.com"}' },
    },
  ])
})

test('links are made once per Idempotency-Key, listed, read and turned off', async () => {
  const { client, sent } = answering(() => Response.json({ links: [], more: false }))
  await client.createLink({ leafUserId: 'u', subject: 'North Ridge Farm' }, 'order-17')
  await client.createLink({ leafUserId: 'u', subject: 'North Ridge Farm' })
  await client.listLinks()
  await client.listLinks({ leafUserId: 'u', before: 'lnk_1' })
  await client.listLinks({ leafUserId: undefined })
  await client.getLink('lnk/1')
  await client.revokeLink('lnk_1')
  expect(sent.map(({ url, init }) => `${init.method} ${url.slice(URL_OF_BFF.length)}`)).toEqual([
    'POST /v1/links',
    'POST /v1/links',
    'GET /v1/links',
    'GET /v1/links?leafUserId=u&before=lnk_1',
    'GET /v1/links',
    'GET /v1/links/lnk%2F1',
    'DELETE /v1/links/lnk_1',
  ])
  const keys = sent.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
  expect(keys).toEqual(['order-17', expect.stringMatching(/^[\da-f-]{36}$/), ...Array.from({ length: 5 }, () => null)])
})

test('lists come without their wrapping, and ids are encoded', async () => {
  const { client, sent } = answering(() => Response.json({ connections: [], attempts: [] }))
  expect(await client.listConnections('a/b')).toEqual([])
  expect(await client.listAttempts('a&b')).toEqual([])
  expect(sent.map(({ url }) => url)).toEqual([
    `${URL_OF_BFF}/v1/users/a%2Fb/connections`,
    `${URL_OF_BFF}/v1/attempts?leafUserId=a%26b`,
  ])
})

test('a grower is forgotten; his credentials are kept unless it is said', async () => {
  const forgotten = { leafUserId: 'a/b', left: [{ where: 'leaf', what: 'user' }] }
  const { client, sent } = answering(() => Response.json(forgotten))
  expect(await client.forgetUser('a/b')).toEqual(forgotten)
  await client.forgetUser('a/b', 'delete')
  expect(sent).toMatchObject([
    { url: `${URL_OF_BFF}/v1/users/a%2Fb?credentials=keep`, init: { method: 'DELETE' } },
    { url: `${URL_OF_BFF}/v1/users/a%2Fb?credentials=delete`, init: { method: 'DELETE' } },
  ])
})

test('a session is ended', async () => {
  const { client, sent } = answering(() => new Response(null, { status: 204 }))
  expect(await client.endSession('ses_1')).toBeUndefined()
  expect(sent).toMatchObject([{ url: `${URL_OF_BFF}/v1/sessions/ses_1`, init: { method: 'DELETE' } }])
})
