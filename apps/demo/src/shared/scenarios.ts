import type { ErrorCode, ProviderId } from '@hitch/protocol'

/** A state of the sandbox that a developer may want to see the widget in. */
export interface Scenario {
  label: string
  /** What goes otherwise, and what the grower sees of it. */
  story: string
  /** The one provider at which it shows. Absent: at each. */
  provider?: ProviderId
  /** How an attempt that is pressed through by the real buttons ends; `open`: it does not end by itself. */
  ends: 'connected' | 'open' | ErrorCode
  /** For `POST /control` of the sandbox, on top of `GOOD_WAY`. See packages/sandbox/README.md. */
  control?: { switches?: Readonly<Record<string, unknown>>; faults?: readonly object[] }
}

/** Undoes every scenario. What a tester has set on the sandbox's own page beside these stays. */
export const GOOD_WAY = {
  clearFaults: true,
  switches: { signIn: 'sign_in', consent: 'allow', organizationDelaySeconds: 0, statusWords: ['OK'] },
} as const

const ATTACH = {
  method: 'POST',
  path: '/leaf/services/usermanagement/api/users/*/*',
  bodyContains: '"refreshToken"',
} as const

/** The exchange alone: where the sign-in page is, the BFF may have asked long before. */
const EXCHANGES = [
  '/helpers/johndeere/get_token',
  '/helpers/cnhi/fieldops/get_token',
  '/helpers/cnhi/get_token',
  '/fieldview/api/oauth/token',
] as const

export const SCENARIOS = {
  good_way: {
    label: 'Everything goes well',
    story: 'Sign in, allow, connected.',
    ends: 'connected',
  },
  severed_opener: {
    label: 'The provider cuts its window off',
    story: 'Its page has Cross-Origin-Opener-Policy: same-origin. The widget learns of the end all the same.',
    ends: 'connected',
    control: { switches: { signIn: 'severed_opener' } },
  },
  never_returns: {
    label: 'The provider never comes back',
    story: 'The window stays with the provider. The tile offers to reopen it, and to cancel.',
    ends: 'open',
    control: { switches: { consent: 'never_returns' } },
  },
  no_farm_manager: {
    label: 'Not a Farm Manager',
    story: 'The account lacks the title that FieldOps asks for. The tile says what to do about it.',
    provider: 'CNHIFieldOps',
    ends: 'grower_not_authorized',
    control: { switches: { signIn: 'no_farm_manager' } },
  },
  other_environment: {
    label: 'An account of another environment',
    story: 'The account is real and the application is for staging, or the other way round.',
    provider: 'CNHI',
    ends: 'environment_mismatch',
    control: { switches: { signIn: 'other_environment' } },
  },
  expired_code: {
    label: 'The sign-in runs out',
    story: 'The provider refuses the code that it gave. Nothing was shared, and another go is offered.',
    ends: 'code_rejected',
    control: { switches: { consent: 'expired_code' } },
  },
  slow_organizations: {
    label: 'Organizations that are slow to show',
    story: 'John Deere tells of the chosen organizations 6 seconds late. The tile waits with the grower.',
    provider: 'JohnDeere',
    ends: 'connected',
    control: { switches: { organizationDelaySeconds: 6 } },
  },
  provider_down: {
    label: 'The provider is out of order',
    story: 'It answers the exchange of the code with 503. The tile says whose fault it is, and that a later go may do.',
    ends: 'provider_unavailable',
    control: { faults: EXCHANGES.map((path) => ({ kind: 'status', status: 503, path, times: 'always' })) },
  },
  leaf_busy: {
    label: 'Leaf is busy',
    story: 'Leaf refuses the new connection twice with 503. It is handed over again, and the grower need not wait.',
    ends: 'connected',
    control: { faults: [{ ...ATTACH, kind: 'status', status: 503, times: 2 }] },
  },
  answer_lost: {
    label: 'Leaf’s answer gets lost',
    story: 'Leaf stores the connection, and the line breaks before it says so. It is found there, and not made twice.',
    ends: 'connected',
    control: { faults: [{ ...ATTACH, kind: 'reset', after: true }] },
  },
  leaf_refuses: {
    label: 'Leaf refuses the connection',
    story: 'Leaf, or the provider through Leaf, does not accept what the grower allowed.',
    ends: 'credential_rejected',
    control: { faults: [{ ...ATTACH, kind: 'status', status: 400, times: 'always' }] },
  },
  slow_check: {
    label: 'Leaf takes its time to check',
    story: 'Connected at once; the first answers say that the data is not there yet.',
    ends: 'connected',
    control: { switches: { statusWords: ['PENDING', 'PENDING', 'PENDING', 'OK'] } },
  },
} as const satisfies Record<string, Scenario>

export type ScenarioId = keyof typeof SCENARIOS

export const isScenarioId = (value: unknown): value is ScenarioId =>
  typeof value === 'string' && Object.hasOwn(SCENARIOS, value)

/** `GET /api/scenario`: what this site has set last. The sandbox is one for all farms. */
export interface CurrentScenario {
  scenario: ScenarioId
}
