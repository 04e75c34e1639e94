import { expect, test } from 'vitest'
import { createHitchClient } from './create-hitch-client.ts'
import { isHitchError } from './hitch-error.ts'

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

test('a session is asked for with the key, and no redirect is followed', async () => {
  const created = { sessionId: 'ses_1', leafUserId: 'u', sessionToken: 't', expiresAt: 'x' }
  const { client, sent } = answering(() => Response.json(created, { status: 201 }))
  expect(await client.createSession({ leafUserId: 'u', origin: 'https://farm.example.com' })).toEqual(created)
  expect(sent).toMatchObject([
    {
      url: `${URL_OF_BFF}/v1/sessions`,
      init: {
        method: 'POST',
        redirect: 'error',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: '{"leafUserId":"u","origin":"https://farm.example.com"}',
      },
    },
  ])
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
  await client.getLink('lnk/1')
  await client.revokeLink('lnk_1')
  expect(sent.map(({ url, init }) => `${init.method} ${url.slice(URL_OF_BFF.length)}`)).toEqual([
    'POST /v1/links',
    'POST /v1/links',
    'GET /v1/links',
    'GET /v1/links?leafUserId=u&before=lnk_1',
    'GET /v1/links/lnk%2F1',
    'DELETE /v1/links/lnk_1',
  ])
  expect(sent.map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])).toEqual([
    'order-17',
    ...Array.from({ length: 5 }, () => undefined),
  ])
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

test('a session is ended', async () => {
  const { client, sent } = answering(() => new Response(null, { status: 204 }))
  expect(await client.endSession('ses_1')).toBeUndefined()
  expect(sent).toMatchObject([{ url: `${URL_OF_BFF}/v1/sessions/ses_1`, init: { method: 'DELETE' } }])
})

const failure = async (answer: () => Response | Promise<Response>): Promise<unknown> => {
  const { client } = answering(answer)
  return await client.listConnections('u').then(
    () => null,
    (error: unknown) => error,
  )
}

test('a refusal keeps its code, its detail and the reference', async () => {
  const problem = { type: 'x', title: 'x', status: 403, code: 'origin_not_allowed', detail: 'why', requestId: 'req_1' }
  const error = await failure(() => Response.json(problem, { status: 403, headers: { 'x-request-id': 'req_1' } }))
  expect(isHitchError(error)).toBe(true)
  expect(error).toMatchObject({
    code: 'origin_not_allowed',
    message: 'origin_not_allowed: why',
    status: 403,
    retry: 'no',
    requestId: 'req_1',
  })
})

test.each([
  ['a gateway’s page', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), { status: 502, retry: 'later' }],
  ['a code that is newer than this copy', () => Response.json({ code: 'new' }, { status: 409 }), { status: 409 }],
  ['an answer that is not JSON', () => new Response('<h1>Hello</h1>'), { status: 200, retry: 'no' }],
  ['no answer', () => Promise.reject(new TypeError('fetch failed')), { status: null, retry: 'later' }],
])('%s is told as what it is', async (_, answer, expected) => {
  expect(await failure(answer)).toMatchObject({ name: 'HitchError', code: 'internal', ...expected })
})

test('something else is not taken for a HitchError', () => {
  expect([new Error('x'), null, undefined, 'x'].map(isHitchError)).toEqual([false, false, false, false])
})
