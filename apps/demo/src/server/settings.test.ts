import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const key = 'k'.repeat(32)

test('with the key alone, everything else is as npm start has it', () => {
  expect(readSettings({ HITCH_SECRET_KEY: key })).toEqual({
    port: 4300,
    host: '127.0.0.1',
    origin: 'http://localhost:4300',
    hitchUrl: 'http://localhost:4310',
    secretKey: key,
    sandboxUrl: 'http://localhost:4320',
  })
})

test('another port moves the origin with it, unless that is given', () => {
  expect(readSettings({ HITCH_SECRET_KEY: key, PORT: '4399' }).origin).toBe('http://localhost:4399')
  expect(readSettings({ HITCH_SECRET_KEY: key, DEMO_ORIGIN: 'https://farm.example/' }).origin).toBe(
    'https://farm.example',
  )
})

test.each([
  [{}, /^The demo cannot start: HITCH_SECRET_KEY is missing/],
  [{ HITCH_SECRET_KEY: '' }, /HITCH_SECRET_KEY is missing/],
  [{ HITCH_SECRET_KEY: 'canary' }, /HITCH_SECRET_KEY must be one key/],
  [{ HITCH_SECRET_KEY: `${key},${key}` }, /HITCH_SECRET_KEY must be one key/],
  [{ HITCH_SECRET_KEY: `shop:${key}:https://farm.example` }, /HITCH_SECRET_KEY must be one key/],
  [{ HITCH_SECRET_KEY: key, PORT: 'canary' }, /PORT must be a port number/],
  [{ HITCH_SECRET_KEY: key, PORT: '65536' }, /PORT must be a port number/],
  [{ HITCH_SECRET_KEY: key, HITCH_URL: 'canary' }, /HITCH_URL must be an address/],
  [{ HITCH_SECRET_KEY: key, SANDBOX_URL: 'ftp://canary' }, /SANDBOX_URL must be an address/],
])('%o stops the start with one line that names the variable and not its value', (variables, line) => {
  const message = messageOf(() => readSettings(variables))
  expect(message).toMatch(line)
  expect(message).not.toContain('\n')
  expect(message).not.toContain('canary')
  expect(message).not.toContain(key)
})

test('all that is wrong is told at once', () => {
  expect(messageOf(() => readSettings({ PORT: 'x', HITCH_URL: 'y' }))).toMatch(/PORT.*HITCH_URL.*HITCH_SECRET_KEY/)
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}
