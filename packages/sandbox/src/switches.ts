import { z } from 'zod'

export const SIGN_IN_SCENARIOS = [
  'sign_in',
  'no_farm_manager',
  'other_environment',
  'slow',
  'severed_opener',
  'never_returns',
] as const
export const CONSENT_SCENARIOS = ['allow', 'expired_code', 'slow', 'severed_opener', 'never_returns'] as const
export const ORGANIZATIONS_SCENARIOS = ['save', 'state_dropped', 'slow', 'severed_opener', 'never_returns'] as const

export type SignInScenario = (typeof SIGN_IN_SCENARIOS)[number]
export type ConsentScenario = (typeof CONSENT_SCENARIOS)[number]
export type OrganizationsScenario = (typeof ORGANIZATIONS_SCENARIOS)[number]

const seconds = z.number().min(0).max(86_400)

/**
 * What Leaf and the providers do not document, as switches: whoever talks to Leaf must work either way.
 * The first value of each list is the default.
 */
export const switchesSchema = z.strictObject({
  /** GET and DELETE of a credential when nothing is attached: 404, or 200 with an empty body. */
  unattached: z.enum(['not_found', 'empty']),
  /** What a second POST of a credential does. `duplicate` is a 400 that says so. */
  repeatedAttach: z.enum(['replace_same_id', 'replace_new_id', 'conflict', 'duplicate']),
  /** Whether a replaced credential gets a new `createdTime`. */
  replacedCreatedTime: z.enum(['renewed', 'kept']),
  attachStatus: z.union([z.literal(201), z.literal(200)]),
  /** `reset` and `never`: the credential is stored, and the answer gets lost. */
  attachAnswer: z.enum(['sent', 'reset', 'never']),
  deleteStatus: z.union([z.literal(204), z.literal(200)]),
  /** The refresh token in a credential: as posted, left out, or replaced by Leaf at once. */
  token: z.enum(['echoed', 'omitted', 'rotated']),
  /** `status` over successive GETs of one credential. The last word stays. */
  statusWords: z.array(z.string()).min(1),
  /** A credential with wrong keys or an unknown token: refused with 400, or taken and then `invalid`. */
  badCredential: z.enum(['refused', 'invalid']),
  externalIdSearch: z.enum(['exact', 'substring']),
  /** How long Leaf takes to see a change of John Deere's organizations. */
  organizationDelaySeconds: seconds,
  /** How long after an attach the last field, file and operation is there. */
  arrivalSeconds: seconds,
  /** Whether a URL made by a helper brings a `state` of its own. */
  helperState: z.enum(['absent', 'present']),
  /** How long a slow page waits. */
  slowSeconds: seconds,
  /** What is chosen on each page before the tester chooses. */
  signIn: z.enum(SIGN_IN_SCENARIOS),
  consent: z.enum(CONSENT_SCENARIOS),
  organizations: z.enum(ORGANIZATIONS_SCENARIOS),
})

export type Switches = z.infer<typeof switchesSchema>

export const DEFAULT_SWITCHES: Switches = {
  unattached: 'not_found',
  repeatedAttach: 'replace_same_id',
  replacedCreatedTime: 'renewed',
  attachStatus: 201,
  attachAnswer: 'sent',
  deleteStatus: 204,
  token: 'echoed',
  statusWords: ['OK'],
  badCredential: 'refused',
  externalIdSearch: 'exact',
  organizationDelaySeconds: 0,
  arrivalSeconds: 40,
  helperState: 'absent',
  slowSeconds: 6,
  signIn: 'sign_in',
  consent: 'allow',
  organizations: 'save',
}
