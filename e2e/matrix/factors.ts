/** What varies, and the values it takes. The first value of each is the plain one. */
export const FACTORS = {
  /** Cross-Origin-Opener-Policy of the page that the grower opened. */
  hostCoop: ['none', 'same-origin', 'same-origin-allow-popups'],
  /** Cross-Origin-Opener-Policy of the provider, from its sign-in on. */
  providerCoop: ['none', 'same-origin'],
  /** Referrer-Policy of the host's pages. */
  referrerPolicy: ['default', 'no-referrer', 'same-origin', 'strict-origin'],
  /** Content-Security-Policy of the widget's page. `forbids`: its `form-action` lacks the BFF. */
  csp: ['none', 'form-action', 'strictest', 'forbids'],
  /** Where the widget's page stands. */
  frame: ['top', 'same-origin', 'cross-origin', 'sandboxed'],
  /** When the grower closes the provider's window. `after_allow`: in the same moment. */
  closed: ['never', 'before_provider', 'sign_in', 'consent', 'after_allow', 'after_outcome'],
  /** The host's page is reloaded while the grower is at the provider. */
  reload: ['none', 'mid_flow'],
  /** The grower goes back from the callback page and presses Allow once more. */
  back: ['none', 'after_callback'],
} as const

type Factors = typeof FACTORS
export type Factor = keyof Factors

/** One value of each factor. */
export type Case = { [F in Factor]: Factors[F][number] }

export const plain: Case = {
  hostCoop: 'none',
  providerCoop: 'none',
  referrerPolicy: 'default',
  csp: 'none',
  frame: 'top',
  closed: 'never',
  reload: 'none',
  back: 'none',
}

export const factorNames = Object.keys(FACTORS) as Factor[]

/** What is not plain about a case, in one line: its name. */
export const nameOf = (one: Case): string => {
  const odd = factorNames.filter((factor) => one[factor] !== plain[factor])
  return odd.length === 0 ? 'plain' : odd.map((factor) => `${factor} ${one[factor]}`).join(', ')
}

/** Every combination of values, those that cannot occur included. */
export const everyCase = (): Case[] =>
  factorNames.reduce<Record<string, string>[]>(
    (cases, factor) => cases.flatMap((one) => FACTORS[factor].map((value) => ({ ...one, [factor]: value }))),
    [{}],
  ) as Case[]
