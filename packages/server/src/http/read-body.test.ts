import { expect, test } from 'vitest'
import { BODY_LIMIT, readBytes, readJsonBody } from './read-body.ts'

const post = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  headers: Record<string, string> = {},
): Request =>
  new Request('https://connect.example.com/v1/sessions', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    duplex: 'half',
  })

/** A body of unknown length; tells how much of it was taken. */
const endless = () => {
  let taken = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += 1024
      controller.enqueue(new Uint8Array(1024).fill(0x20))
    },
  })
  return { body, taken: () => taken }
}

test('a body without end is let go of soon after the limit', async () => {
  const { body, taken } = endless()
  await expect(readBytes(post(body), BODY_LIMIT)).rejects.toMatchObject({ code: 'payload_too_large' })
  expect(taken()).toBeLessThan(2 * BODY_LIMIT)
})

test('a length that is too large is refused before a byte is read', async () => {
  const { body, taken } = endless()
  const request = post(body, { 'content-length': String(BODY_LIMIT + 1) })
  await expect(readBytes(request, BODY_LIMIT)).rejects.toMatchObject({ code: 'payload_too_large' })
  // A stream fills one piece ahead by itself.
  expect(taken()).toBeLessThanOrEqual(1024)
})

test('exactly the limit is read', async () => {
  expect(await readBytes(post(new Uint8Array(BODY_LIMIT)), BODY_LIMIT)).toHaveLength(BODY_LIMIT)
})

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])('reads %s', async (type) => {
  expect(await readJsonBody(post('{"a":1}', { 'content-type': type }))).toEqual({ a: 1 })
})

test.each(['text/plain', 'application/jsonp', 'application/json, text/plain', 'application/problem+json', ''])(
  'refuses "%s"',
  async (type) => {
    await expect(readJsonBody(post('{"a":1}', { 'content-type': type }))).rejects.toMatchObject({
      code: 'unsupported_media_type',
    })
  },
)

test.each([
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
  ['nothing', null],
])('refuses %s', async (_, body) => {
  await expect(readJsonBody(post(body))).rejects.toMatchObject({ code: 'invalid_request' })
})
