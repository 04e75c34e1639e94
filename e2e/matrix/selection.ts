import { isPossible } from './expected.ts'
import { everyCase, plain, type Case, type Factor } from './factors.ts'
import { selectPairwise } from './pairwise.ts'

const odd = (how: Partial<Case>): Case => ({ ...plain, ...how })

/** What hosts, providers and growers are known to do. Every engine plays these. */
export const namedCases: readonly Case[] = [
  plain,
  odd({ hostCoop: 'same-origin', providerCoop: 'same-origin', referrerPolicy: 'no-referrer', csp: 'strictest' }),
  odd({ hostCoop: 'same-origin-allow-popups', providerCoop: 'same-origin', reload: 'mid_flow' }),
  odd({ csp: 'forbids' }),
  odd({ referrerPolicy: 'same-origin', csp: 'form-action', frame: 'same-origin', closed: 'after_allow' }),
  odd({ referrerPolicy: 'strict-origin', frame: 'cross-origin', providerCoop: 'same-origin', closed: 'sign_in' }),
  odd({ hostCoop: 'same-origin', frame: 'cross-origin' }),
  odd({ frame: 'cross-origin', reload: 'mid_flow' }),
  odd({ referrerPolicy: 'no-referrer', frame: 'sandboxed', closed: 'after_outcome' }),
  odd({ providerCoop: 'same-origin', frame: 'sandboxed' }),
  odd({ hostCoop: 'same-origin', closed: 'before_provider', reload: 'mid_flow' }),
  odd({ providerCoop: 'same-origin', back: 'after_callback' }),
]

const possible = (): Case[] => everyCase().filter(isPossible)

/** Every two values that can meet do meet. */
export const pairwiseCases = (): Case[] => selectPairwise(possible(), namedCases)

const growersDoing: readonly Factor[] = ['closed', 'reload', 'back']
const pagesAddress: readonly Factor[] = ['referrerPolicy', 'csp']

const isPlain = (one: Case, factors: readonly Factor[]): boolean =>
  factors.every((factor) => one[factor] === plain[factor])

/**
 * All combinations of the policies and frames for a grower who does nothing odd; and all that a grower may do, with all
 * opener policies and frames, under the plain referrer and content policies: those end with the start of the flow.
 */
export const allCases = (): Case[] =>
  possible().filter((one) => isPlain(one, growersDoing) || isPlain(one, pagesAddress))
