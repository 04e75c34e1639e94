import type { Prerequisite, ProviderSummary, SharedData } from '@hitch/protocol'
import { describe, expect, it } from 'vitest'
import { PROVIDERS } from '../testing/fixtures.ts'
import { consentLines } from './consent-lines.ts'
import type { Line } from './Lines.tsx'

const textsOf = (list: readonly Line[]): string[] => list.map(([text]) => text)
const lines = (more: Partial<ProviderSummary>) => {
  const { sees, writes, cannot, checkFirst, steps } = consentLines({ ...PROVIDERS.ClimateFieldView, ...more })
  return {
    sees: textsOf(sees),
    writes: textsOf(writes),
    cannot: textsOf(cannot),
    checkFirst: textsOf(checkFirst),
    steps: textsOf(steps),
  }
}
const newer = 'satellite_feed' as SharedData

describe('consentLines', () => {
  it('lists what is read in one order, and denies what is not asked for', () => {
    const { sees, writes, cannot } = lines({ dataShared: ['files', 'fields'] })
    expect(sees).toEqual(['seesFields', 'seesFiles'])
    expect(writes).toEqual([])
    expect(cannot).toEqual(['cannotPassword', 'cannotChange'])
  })

  it('says what may be changed, and then denies nothing of the kind', () => {
    const { writes, cannot } = lines({ dataShared: ['fields', 'soil_write', 'imagery_write'] })
    expect(writes).toEqual(['writesSoil', 'writesImagery'])
    expect(cannot).toEqual(['cannotPassword'])
  })

  it('leaves out what is newer than this copy, and claims nothing against it', () => {
    expect(lines({ dataShared: ['fields', newer] }).sees).toEqual(['seesFields'])
    expect(lines({ dataShared: ['constructor' as SharedData] }).sees).toEqual([])
    const { writes, cannot } = lines({ dataShared: ['machines_write' as SharedData] })
    expect(writes).toEqual([])
    expect(cannot).toEqual(['cannotPassword'])
    expect(lines({ prerequisites: ['two_tractors' as Prerequisite] }).checkFirst).toEqual([])
  })

  it('tells what comes next, and what is to be checked first in its place', () => {
    expect(lines({ prerequisites: [] })).toMatchObject({ checkFirst: [], steps: ['stepSignIn', 'stepAllow'] })
    expect(lines({ prerequisites: ['choose_organizations'] }).steps).toHaveLength(3)
    expect(lines({ prerequisites: ['signed_in_once', 'farm_manager_title'] })).toMatchObject({
      checkFirst: ['checkTitle', 'checkOnce'],
      steps: [],
    })
    expect(lines({ environment: 'STAGE', prerequisites: ['choose_organizations'] })).toMatchObject({
      checkFirst: ['testOnly'],
      steps: ['stepSignIn', 'stepAllow', 'stepOrganizations'],
    })
  })
})
