import { expect, test } from 'vitest'
import type { SentLink } from '../../shared/site.ts'
import { linkState } from './link-state.ts'

const link: SentLink = {
  linkId: 'lnk_1',
  url: 'http://localhost:4310/l/secret',
  message: { mailSubject: '', mailText: '', smsText: '' },
  expiresAt: '2026-05-02T08:00:00.000Z',
  status: 'active',
  openedAt: null,
  completions: [],
}
const tell = (given: Partial<SentLink>) => linkState({ ...link, ...given }, { locale: 'en-GB', timeZone: 'UTC' })

test('a new link works for a while, and nobody has opened it', () => {
  expect(tell({})).toEqual(['Works until 2 May, 08:00', 'Not opened yet'])
})

test('one that was opened says when, and what it connected', () => {
  const completions = [{ provider: 'CNHIFieldOps', count: 1, completedAt: '2026-05-01T09:05:00.000Z' }] as const
  expect(tell({ status: 'used', openedAt: '2026-05-01T09:00:00.000Z', completions: [...completions] })).toEqual([
    'Used: all that it offers is connected',
    'Opened 1 May, 09:00',
    'CNH FieldOps connected 1 May, 09:05',
  ])
})

test.each([
  ['expired', 'Has run out'],
  ['revoked', 'Turned off'],
] as const)('one that is %s works no more', (status, words) => {
  expect(tell({ status })).toEqual([words, 'Never opened'])
})
