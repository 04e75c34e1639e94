import { describe, expect, test } from 'vitest'
import { chooseVersion, datesArePublications } from './registry.ts'

const registered = (latest: string, time: Record<string, string>) => ({ latest, versions: Object.keys(time), time })

describe('the version that is measured', () => {
  const before = new Date('2026-03-10T00:00:00Z')

  test('is the latest', () => {
    const all = registered('1.10.0', { '1.9.0': '2026-01-01', '1.10.0': '2026-02-01', '2.0.0-beta.1': '2026-02-02' })
    expect(chooseVersion(all, before)).toBe('1.10.0')
  })

  test('is never younger than allowed', () => {
    const all = registered('1.10.0', { '1.9.0': '2026-01-01', '1.8.0': '2025-01-01', '1.10.0': '2026-03-11' })
    expect(chooseVersion(all, before)).toBe('1.9.0')
  })

  test('is not one that its makers do not call the latest', () => {
    const all = registered('1.9.0', { '1.9.0': '2026-01-01', '2.0.0': '2026-01-02' })
    expect(chooseVersion(all, before)).toBe('1.9.0')
  })

  test('is none, where none is old enough or dated', () => {
    expect(() => chooseVersion(registered('1.0.0', { '1.0.0': '2026-03-11' }), before)).toThrow('old enough')
    expect(() => chooseVersion({ latest: '1.0.0', versions: ['1.0.0'], time: {} }, before)).toThrow('old enough')
  })
})

describe('dates of a registry', () => {
  test('may be those of publication when patches follow each other', () => {
    const backport = registered('2.0.0', { '1.0.1': '2026-03-01', '2.0.0': '2026-02-01', '1.0.0': '2026-01-01' })
    expect(datesArePublications([backport])).toBe(true)
  })

  test('are not, when a later patch came in earlier', () => {
    const mirrored = registered('1.0.10', { '1.0.9': '2026-03-01', '1.0.10': '2026-02-01' })
    expect(datesArePublications([registered('1.0.0', { '1.0.0': '2026-01-01' }), mirrored])).toBe(false)
  })
})
