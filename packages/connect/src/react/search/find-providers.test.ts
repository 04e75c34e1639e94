import { describe, expect, it } from 'vitest'
import { PROVIDERS } from '../testing/fixtures.ts'
import { findProviders } from './find-providers.ts'

const all = [
  ...Object.values(PROVIDERS),
  { ...PROVIDERS.CNHI, id: 'Muller', label: 'Müller Élan', shortLabel: 'Müller', brands: ['Straße'] },
] as (typeof PROVIDERS)['CNHI'][]
const ids = (typed: string): string[] => findProviders(all, typed).map(({ id }) => id)

describe('findProviders', () => {
  it('finds by full name, short name and make, in the order of the list', () => {
    expect(ids('climate')).toEqual(['ClimateFieldView'])
    expect(ids('fieldops')).toEqual(['CNHIFieldOps'])
    expect(ids('case ih')).toEqual(['CNHIFieldOps', 'CNHI'])
    expect(ids('Operations')).toEqual(['JohnDeere'])
  })

  it('minds neither capitals nor accents, on either side', () => {
    expect(ids('MULLER elan')).toEqual(['Muller'])
    expect(ids('jöhn')).toEqual(['JohnDeere'])
  })

  it('wants every word, wherever it stands, and any part of it', () => {
    expect(ids('afs case')).toEqual(['CNHI'])
    expect(ids('steyr bayer')).toEqual([])
    expect(ids('dee')).toEqual(['JohnDeere'])
  })

  it('reads what was typed as text, and leaves all where nothing was', () => {
    expect(ids('.*')).toEqual([])
    expect(ids('(')).toEqual([])
    expect(ids('')).toHaveLength(5)
  })
})
