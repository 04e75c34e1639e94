import { expect, onTestFinished, test } from 'vitest'
import { createContext } from './create-context.ts'
import { createLog } from './create-log.ts'
import type { ConnectServerOptions } from './options.ts'
import { openTestDatabase } from './testing/open-test-database.ts'
import { HOST, PUBLIC_URL, SECRET_KEY } from './testing/test-server.ts'
import { NO_OUTBOX } from './webhooks/outbox.ts'

test('what may be left open is filled in, and what is said is kept', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const options: ConnectServerOptions = {
    publicUrl: PUBLIC_URL,
    secretKeys: [{ name: 'default', key: SECRET_KEY }],
    encryptionKeys: [new Uint8Array(32)],
    allowedOrigins: [HOST],
    brand: { name: 'Northfield Grain' },
    leaf: { apiUrl: 'https://leaf.example.com', token: 'leaf-token' },
    providers: [],
    database,
    log: createLog({ level: 'silent' }),
  }
  expect(createContext(options)).toMatchObject({ auditDays: 90, outbox: NO_OUTBOX, providerHosts: [] })
  const said = { auditDays: 30, providerHosts: ['sandbox.example.com'], timings: { ticketLifetime: 7 } }
  expect(createContext({ ...options, ...said })).toMatchObject(said)
  expect(() => createContext({ ...options, allowedOrigins: ['http://farm.example.com'] })).toThrow(TypeError)
  const webhooks = { url: 'https://farm.example.com/hook', secret: `whsec_${'A'.repeat(32)}` }
  expect(createContext({ ...options, webhooks }).outbox).not.toBe(NO_OUTBOX)
  const unsafe = { ...webhooks, url: 'http://farm.example.com/hook' }
  expect(() => createContext({ ...options, webhooks: unsafe })).toThrow(/^webhooks.url must be an https URL/)
  expect(() => createContext({ ...options, webhooks: { ...webhooks, secret: 'guess' } })).toThrow(/^webhooks.secret /)
})
