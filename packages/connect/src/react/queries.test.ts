import { describe, expect, it } from 'vitest'
import { connectInterval } from './queries.ts'
import { connectionOf, connectState, PROVIDERS } from './testing/fixtures.ts'

describe('connectInterval', () => {
  it('looks again only while something may move by itself', () => {
    expect(connectInterval(undefined)).toBe(false)
    expect(connectInterval(connectState())).toBe(false)
    expect(connectInterval(connectState({ connections: [connectionOf('JohnDeere')] }))).toBe(30_000)
    expect(connectInterval(connectState({ connections: [connectionOf('JohnDeere', { status: 'checking' })] }))).toBe(
      10_000,
    )
    expect(connectInterval(connectState({ connections: [connectionOf('CNHI', { disconnecting: true })] }))).toBe(10_000)
    const down = { ...PROVIDERS.CNHI, availability: 'down' as const }
    expect(connectInterval(connectState({ providers: [down] }))).toBe(30_000)
    expect(connectInterval(undefined, { code: 'rate_limited' })).toBe(30_000)
    expect(connectInterval(undefined, { code: 'internal' })).toBe(false)
  })
})
