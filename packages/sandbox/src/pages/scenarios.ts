import type { ProviderId } from '@hitch/protocol'
import type { ConsentScenario, OrganizationsScenario, SignInScenario } from '../switches.ts'
import type { Choice } from './choices.ts'

interface Scenario<Value extends string> extends Choice {
  value: Value
  /** The providers at which it can happen; everywhere if absent. */
  only?: readonly ProviderId[]
}

const MOVING_ON = [
  { value: 'slow', label: 'Slow', about: 'A waiting page comes first' },
  { value: 'severed_opener', label: 'Page cuts off its opener', about: 'Cross-Origin-Opener-Policy: same-origin' },
  { value: 'never_returns', label: 'Close without returning', about: 'Nothing is sent back' },
] as const

const SIGN_IN: readonly Scenario<SignInScenario>[] = [
  { value: 'sign_in', label: 'Sign in', about: 'Goes on to consent' },
  {
    value: 'no_farm_manager',
    label: 'Not a Farm Manager',
    about: 'Sent back with access_denied',
    only: ['CNHIFieldOps'],
  },
  {
    value: 'other_environment',
    label: 'Account of the other environment',
    about: 'Sent back with unauthorized_client',
    only: ['JohnDeere', 'CNHIFieldOps', 'CNHI'],
  },
  ...MOVING_ON,
]

const CONSENT: readonly Scenario<ConsentScenario>[] = [
  { value: 'allow', label: 'Allow or refuse', about: 'The button decides' },
  { value: 'expired_code', label: 'Expired code', about: 'Allow gives a code that is too old' },
  ...MOVING_ON,
]

const ORGANIZATIONS: readonly Scenario<OrganizationsScenario>[] = [
  { value: 'save', label: 'Go back', about: 'With all that was in the return address' },
  { value: 'state_dropped', label: 'State dropped', about: 'The return address loses its query' },
  ...MOVING_ON,
]

function at<Value extends string>(list: readonly Scenario<Value>[], provider: ProviderId): readonly Scenario<Value>[] {
  return list.filter(({ only }) => only === undefined || only.includes(provider))
}

export const signInScenarios = (provider: ProviderId) => at(SIGN_IN, provider)
export const consentScenarios = (provider: ProviderId) => at(CONSENT, provider)
export const organizationsScenarios = () => at(ORGANIZATIONS, 'JohnDeere')
