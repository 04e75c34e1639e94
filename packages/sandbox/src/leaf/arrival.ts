import { findGrower, type TestGrower } from '../growers.ts'
import type { Credential } from '../state.ts'
import type { World } from '../world.ts'
import { sharedOrganizations } from './organizations.ts'

const NOTHING: TestGrower['totals'] = { growers: 0, farms: 0, fields: 0, files: 0, operations: 0 }

/** When each kind begins and ends to arrive, as parts of the whole time: fields first, operations last. */
const WINDOWS = {
  growers: [0, 0.1],
  farms: [0.05, 0.2],
  fields: [0.1, 0.6],
  files: [0.25, 0.9],
  operations: [0.45, 1],
} as const

/** How much of a grower's data Leaf has by now. It grows from the attach on and stops when the credential turns invalid. */
export function arrived(world: World, credential: Credential): TestGrower['totals'] {
  const account = world.state.accounts.get(credential.accountId ?? '')
  const grower = findGrower(account?.growerId ?? '')
  if (grower === undefined) return NOTHING
  if (credential.provider === 'JohnDeere' && sharedOrganizations(world, credential).size === 0) return NOTHING

  const shared =
    credential.provider === 'JohnDeere' ? [...(account?.organizations.values() ?? [])].map(({ since }) => since) : []
  const begin = Math.max(credential.attachedAt, shared.length === 0 ? 0 : Math.min(...shared))
  const end = credential.invalidSince ?? world.tools.now()
  const whole = world.state.switches.arrivalSeconds * 1000
  const part = whole === 0 ? 1 : (end - begin) / whole
  const count = (kind: keyof typeof WINDOWS): number => {
    const [from, to] = WINDOWS[kind]
    return Math.floor(grower.totals[kind] * Math.min(1, Math.max(0, (part - from) / (to - from))))
  }
  return {
    growers: count('growers'),
    farms: count('farms'),
    fields: count('fields'),
    files: count('files'),
    operations: count('operations'),
  }
}
