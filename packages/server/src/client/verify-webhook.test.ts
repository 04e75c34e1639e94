import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyWebhook, WebhookError } from './verify-webhook.ts'

// The example of the specification's own libraries: libraries/javascript/src/index.test.ts, "sign function works".
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const { secret, seconds } = EXAMPLE
const OLD = `whsec_${Buffer.alloc(24, 3).toString('base64')}`

const event = {
  type: 'connection.connected',
  timestamp: '2021-02-25T15:02:10Z',
  data: { leafUserId: 'u-1', provider: 'CNHI', connection: { provider: 'CNHI', status: 'connected' } },
}

/** Signed with Node's own HMAC: not with the library that is tested. */
const sign = (body: string, { key = secret, at = seconds, id = EXAMPLE.id } = {}): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature': `v1,${createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(`${id}.${at}.${body}`)
    .digest('base64')}`,
})

const codeOf = (...given: Parameters<typeof verifyWebhook>): string => {
  try {
    verifyWebhook(...given)
    return 'none'
  } catch (error) {
    return error instanceof WebhookError ? error.code : String(error)
  }
}

beforeEach(() => void vi.useFakeTimers({ now: seconds * 1000 }))
afterEach(() => void vi.useRealTimers())

describe('verifyWebhook', () => {
  test('agrees with the example of the specification', () => {
    expect(sign(EXAMPLE.body)['webhook-signature']).toBe(EXAMPLE.signature)
    // Signed well, and yet no event of ours.
    expect(codeOf(EXAMPLE.body, sign(EXAMPLE.body), secret)).toBe('body_malformed')
  })

  test('gives the event, with headers as Request and as Node have them', () => {
    const body = JSON.stringify(event)
    expect(verifyWebhook(body, sign(body), secret)).toEqual(event)
    expect(verifyWebhook(body, new Headers(sign(body)), secret)).toEqual(event)
  })

  test('gives the event with the headers of a gateway, or of another copy of Headers', () => {
    const body = JSON.stringify(event)
    const headers = sign(body)
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]))
    expect(verifyWebhook(body, upper, secret)).toEqual(event)
    expect(verifyWebhook(body, { get: (name) => headers[name] ?? null }, secret)).toEqual(event)
  })

  test('takes either of two secrets, and any good one of several signatures', () => {
    const body = JSON.stringify(event)
    expect(verifyWebhook(body, sign(body, { key: OLD }), [secret, OLD])).toEqual(event)
    const headers = sign(body)
    headers['webhook-signature'] = `v1,AAAA v1a,BBBB v1 ${headers['webhook-signature']}`
    expect(verifyWebhook(body, headers, secret)).toEqual(event)
  })

  test('passes over a type that is newer than this copy', () => {
    const body = JSON.stringify({ ...event, type: 'connection.renamed' })
    expect(verifyWebhook(body, sign(body), secret)).toBeUndefined()
  })

  const body = JSON.stringify(event)
  test.each<[string, string, Record<string, string | string[]>, string]>([
    ['another secret', body, sign(body, { key: OLD }), 'signature_invalid'],
    ['a changed body', body.replace('u-1', 'u-2'), sign(body), 'signature_invalid'],
    ['another message’s id', body, { ...sign(body), 'webhook-id': 'msg_2' }, 'signature_invalid'],
    ['a later timestamp', body, { ...sign(body), 'webhook-timestamp': String(seconds + 1) }, 'signature_invalid'],
    ['no version', body, { ...sign(body), 'webhook-signature': 'g0hM' }, 'signature_invalid'],
    ['an empty signature', body, { ...sign(body), 'webhook-signature': 'v1,' }, 'signature_invalid'],
    ['one that is too old', body, sign(body, { at: seconds - 301 }), 'timestamp_too_far'],
    ['one of the future', body, sign(body, { at: seconds + 301 }), 'timestamp_too_far'],
    [
      'a timestamp that is none',
      body,
      { ...sign(body), 'webhook-timestamp': `0x${seconds.toString(16)}` },
      'timestamp_too_far',
    ],
    ['no signature', body, { ...sign(body), 'webhook-signature': '' }, 'headers_missing'],
    ['two ids', body, { ...sign(body), 'webhook-id': ['a', 'b'] }, 'headers_missing'],
    ['two ids in two cases', body, { ...sign(body), 'Webhook-Id': 'b' }, 'headers_missing'],
    ['a body that is not JSON', '{', sign('{'), 'body_malformed'],
    ['a body that is null', 'null', sign('null'), 'body_malformed'],
    ['an event without data', '{"type":"a","timestamp":"b"}', sign('{"type":"a","timestamp":"b"}'), 'body_malformed'],
  ])('refuses %s', (_, sent, headers, code) => {
    expect(codeOf(sent, headers, secret)).toBe(code)
  })

  test('says that a secret is none', () => {
    expect(codeOf(body, sign(body), 'whsec_')).toContain('Secret')
  })
})
