import { expect, test } from 'vitest'
import { DEFAULT_REGISTRATIONS } from './registrations.ts'
import { createSandbox } from './sandbox.ts'
import { Tester } from './testing/tester.ts'

test('two sandboxes never meet', async () => {
  const [one, two] = [new Tester(), new Tester()]
  await one.attached('CNHI')
  one.sandbox.control.set({ token: 'omitted' })
  expect(two.sandbox.state.users.size).toBe(0)
  expect(two.sandbox.state.switches.token).toBe('echoed')
  expect(two.sandbox.requests).toEqual([])
})

test('registrations of one’s own are what it accepts and what it tells a BFF', async () => {
  const JohnDeere = { ...DEFAULT_REGISTRATIONS.JohnDeere, clientKey: 'mine', environment: 'PRODUCTION' as const }
  const { environment, fetch } = createSandbox({ registrations: { JohnDeere }, publicUrl: 'http://localhost:9999' })
  expect(environment).toMatchObject({
    JOHN_DEERE_CLIENT_KEY: 'mine',
    JOHN_DEERE_ENVIRONMENT: 'PRODUCTION',
    CNHI_ENVIRONMENT: 'STAGE',
  })
  const ask = async (clientKey: string) => {
    const body = JSON.stringify({
      clientKey,
      clientSecret: JohnDeere.clientSecret,
      clientRedirectUrl: 'https://x.example/',
    })
    return (
      await fetch('http://localhost:9999/helpers/johndeere/get_url', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
    ).status
  }
  expect([await ask('mine'), await ask('sandbox-john-deere-app')]).toEqual([200, 401])
})

test('randomness comes from the tools', async () => {
  const tester = new Tester({ tools: { randomBytes: (length) => new Uint8Array(length).fill(7) } })
  expect(tester.sandbox.control.grant('CNHI')).toBe(`CANARY-refresh-token-${'07'.repeat(16)}`)
  expect(tester.sandbox.control.addUser().id).toBe('07070707-0707-4707-8707-070707070707')
})

test('what is not imitated is 404', async () => {
  const tester = new Tester()
  for (const path of ['/nothing', '/leaf', '/johndeere', '/control/other'])
    expect((await tester.send('GET', path)).status).toBe(404)
  expect((await tester.leaf('GET', '/leaf/services/usermanagement/api/other')).json).toMatchObject({ status: 404 })
  expect((await tester.send('GET', '/assets/sandbox.css')).headers.get('content-type')).toContain('text/css')
})
