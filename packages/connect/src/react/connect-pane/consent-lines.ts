import type { Prerequisite, ProviderSummary, SharedData } from '@hitch/protocol'
import type { MessageKey } from '../../messages/text.ts'
import type { Line } from './Lines.tsx'

const SEES = { fields: 'seesFields', operations: 'seesOperations', files: 'seesFiles' } satisfies Known<SharedData>
const WRITES = {
  fields_write: 'writesFields',
  prescriptions_write: 'writesPrescriptions',
  soil_write: 'writesSoil',
  imagery_write: 'writesImagery',
} satisfies Known<SharedData>

type Known<Key extends string> = Partial<Record<Key, MessageKey>>

/** What the consent pane lists, by the headings that it stands below. */
export interface ConsentLines {
  sees: Line[]
  writes: Line[]
  cannot: Line[]
  checkFirst: Line[]
  steps: Line[]
}

/**
 * What a provider's summary means for the grower. What is newer than this copy has no words here and is left out; that
 * nothing can be changed is claimed only where nothing unknown may change anything either.
 */
export const consentLines = ({ dataShared, prerequisites, environment }: ProviderSummary): ConsentLines => {
  const asks = (key: Prerequisite): boolean => prerequisites.includes(key)
  const of = (known: Known<SharedData>): Line[] =>
    Object.entries(known).flatMap(([key, text]) => (dataShared.includes(key as SharedData) ? [[text, 'may']] : []))
  const checkFirst: Line[] = [
    ...(environment === 'STAGE' ? [['testOnly', 'triangle'] satisfies Line] : []),
    ...(asks('farm_manager_title') ? [['checkTitle', 'person'] satisfies Line] : []),
    ...(asks('signed_in_once') ? [['checkOnce', 'window'] satisfies Line] : []),
  ]
  const organizations = asks('choose_organizations')
  return {
    sees: of(SEES),
    writes: of(WRITES),
    cannot: [['cannotPassword', 'not'], ...(mayChange(dataShared) ? [] : [['cannotChange', 'not'] satisfies Line])],
    checkFirst,
    // Two steps that everybody knows are not worth a second box.
    steps:
      organizations || checkFirst.length === 0
        ? [['stepSignIn'], ['stepAllow'], ...(organizations ? [['stepOrganizations'] satisfies Line] : [])]
        : [],
  }
}

/** By the wire's own rule: what may be changed ends so, also what is newer than this copy. */
export const mayChange = (dataShared: readonly string[]): boolean => dataShared.some((key) => key.endsWith('_write'))
