import { describe, expect, test } from 'vitest'
import { HttpProblem } from './http-problem.ts'
import { readTicket } from './read-ticket.ts'

const TICKET = 't'.repeat(43)
const BOUNDARY = '----WebKitFormBoundaryAbCdEfGh'

const post = (body: string, contentType?: string): Request =>
  new Request('https://connect.example.com/start', {
    method: 'POST',
    body,
    ...(contentType === undefined ? {} : { headers: { 'content-type': contentType } }),
  })

const part = (disposition: string, type: string | null, body: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n${type === null ? '' : `Content-Type: ${type}\r\n`}\r\n${body}\r\n`

const multipart = (...parts: string[]): Request =>
  post(`${parts.join('')}--${BOUNDARY}--\r\n`, `multipart/form-data; boundary=${BOUNDARY}`)

const RIGHT = part('name="ticket"; filename="hitch-ticket"', 'application/vnd.hitch', TICKET)

const codeOf = async (request: Request): Promise<string> => {
  try {
    await readTicket(request)
    return 'accepted'
  } catch (error) {
    return error instanceof HttpProblem ? error.code : String(error)
  }
}

test('the ticket of a file part, byte for byte as Chromium sends it', async () => {
  expect(await readTicket(multipart(RIGHT))).toBe(TICKET)
})

test('a ticket of another length is unknown, like any that we never made, and not malformed', async () => {
  const short = part('name="ticket"; filename="hitch-ticket"', 'application/vnd.hitch', 'T1CKET')
  expect(await readTicket(multipart(short))).toBe('T1CKET')
})

describe('what markup without script can send', () => {
  test.each([
    ['urlencoded', post(`ticket=${TICKET}`, 'application/x-www-form-urlencoded'), 'unsupported_media_type'],
    ['text/plain', post(`ticket=${TICKET}`, 'text/plain'), 'unsupported_media_type'],
    ['a plain field', multipart(part('name="ticket"', null, TICKET)), 'invalid_request'],
    [
      'an empty file part',
      multipart(part('name="ticket"; filename=""', 'application/octet-stream', '')),
      'invalid_request',
    ],
    [
      'a plain field whose name tries to be a file part',
      multipart(part('name="ticket%22; filename=%22hitch-ticket"', null, TICKET)),
      'invalid_request',
    ],
    [
      'a file that the grower was made to pick',
      multipart(part('name="ticket"; filename="hitch-ticket"', 'application/octet-stream', TICKET)),
      'unsupported_media_type',
    ],
  ])('%s is refused', async (_, request, code) => {
    expect(await codeOf(request)).toBe(code)
  })
})

describe('anything but exactly that part', () => {
  test.each([
    ['no content type', new Request('https://connect.example.com/start', { method: 'POST' }), 'unsupported_media_type'],
    ['JSON', post(JSON.stringify({ ticket: TICKET }), 'application/json'), 'unsupported_media_type'],
    ['no boundary', post(RIGHT, 'multipart/form-data'), 'invalid_request'],
    ['no part', multipart(), 'invalid_request'],
    ['a further part', multipart(RIGHT, part('name="more"', null, 'x')), 'invalid_request'],
    ['the part twice', multipart(RIGHT, RIGHT), 'invalid_request'],
    [
      'another name',
      multipart(part('name="tickets"; filename="hitch-ticket"', 'application/vnd.hitch', TICKET)),
      'invalid_request',
    ],
    [
      'another filename',
      multipart(part('name="ticket"; filename="ticket"', 'application/vnd.hitch', TICKET)),
      'invalid_request',
    ],
    [
      'another type',
      multipart(part('name="ticket"; filename="hitch-ticket"', 'text/plain', TICKET)),
      'unsupported_media_type',
    ],
    [
      'content that is no ticket',
      multipart(part('name="ticket"; filename="hitch-ticket"', 'application/vnd.hitch', 'T1 CKET\r\n')),
      'invalid_request',
    ],
    ['more than a ticket can be', multipart(RIGHT, part('name="x"', null, 'x'.repeat(5000))), 'payload_too_large'],
  ])('%s is refused', async (_, request, code) => {
    expect(await codeOf(request)).toBe(code)
  })
})
