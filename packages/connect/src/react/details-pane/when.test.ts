import { describe, expect, it } from 'vitest'
import { enDetails } from '../../messages/en-details.ts'
import { createTexts } from '../../messages/text.ts'
import { dayOf, momentOf } from './when.ts'

const english = createTexts(enDetails, 'en-GB')
const at = (...when: [year: number, month: number, day: number, hour: number, minute?: number]): number =>
  new Date(...when).getTime()
const now = at(2026, 4, 14, 9, 41)
const said = (time: number, texts = english): string | undefined => momentOf(new Date(time).toISOString(), now, texts)

describe('momentOf', () => {
  it('goes by the grower’s own day, not by hours', () => {
    expect(said(at(2026, 4, 14, 0, 1))).toBe('Today, 00:01')
    expect(said(at(2026, 4, 13, 23, 59))).toBe('Yesterday, 23:59')
    expect(said(at(2026, 4, 13, 0, 0))).toBe('Yesterday, 00:00')
    expect(said(at(2026, 4, 12, 23, 59))).toBe('12 May 2026, 23:59')
  })

  it('names days and times as the language does', () => {
    expect(said(now, createTexts(enDetails, 'pt-BR'))).toBe('Hoje, 09:41')
    expect(said(at(2026, 4, 13, 9), createTexts(enDetails, 'de'))).toBe('Gestern, 09:00')
  })

  it('says a clock that runs ahead by its date', () => {
    expect(said(at(2026, 4, 15, 9))).toBe('15 May 2026, 09:00')
  })

  it('says nothing of what is no time', () => {
    for (const none of [null, undefined, '', 'soon']) {
      expect(momentOf(none, now, english)).toBeUndefined()
      expect(dayOf(none, english)).toBeUndefined()
    }
  })
})

describe('dayOf', () => {
  it('gives the date in full', () => {
    expect(dayOf(new Date(2026, 2, 3, 12).toISOString(), english)).toBe('3 March 2026')
  })
})
