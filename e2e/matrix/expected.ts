import type { Case } from './factors.ts'

/** How the flow ends. Everything but `connected` is the host's or the provider's policy, and is told to the grower. */
export type Ending =
  | 'connected'
  /** The host's Content-Security-Policy stops the form: `failed(blocked_by_host_policy)`. */
  | 'blocked_by_host_policy'
  /** The browser refuses the provider's page. The tile waits, and the grower cancels. */
  | 'cancelled'

/**
 * The rules of the browsers, as far as they reach the flow:
 * - HTML, "choosing a navigable": below a page with COOP `same-origin`, a frame of another origin opens with `noopener`.
 * - CSP 3, `form-action`: the blank window takes the policy of the page that opened it.
 * - HTML, "obtain an opener policy": a window that inherited sandbox flags shows no page that has a COOP.
 *
 * Nothing else changes how it ends; least of all a closed window, a reload, or going back.
 */
export const endingOf = ({ providerCoop, csp, frame }: Case): Ending => {
  if (csp === 'forbids') return 'blocked_by_host_policy'
  if (frame === 'sandboxed' && providerCoop === 'same-origin') return 'cancelled'
  return 'connected'
}

/**
 * `window.open` gives the widget nothing, though an empty window may stand there. The tile says that the browser stopped the
 * window, and its button opens the provider in a tab.
 */
export const opensTab = ({ hostCoop, frame }: Case): boolean => frame === 'cross-origin' && hostCoop === 'same-origin'

/** Whether the case can occur: what comes after the place where a policy ends the flow cannot. */
export const isPossible = (one: Case): boolean => {
  const { providerCoop, closed, reload, back } = one
  if (back !== 'none' && closed !== 'never' && closed !== 'after_outcome') return false
  const ending = endingOf(one)
  const undisturbed = closed === 'never' && reload === 'none' && back === 'none'
  // The provider is never reached, so its policy does not matter.
  if (ending === 'blocked_by_host_policy') return undisturbed && providerCoop === 'none'
  return (ending === 'connected' && !opensTab(one)) || undisturbed
}

/** The grower closed the window before the server had what it needs, and opens it again. After Allow it may be either. */
export const needsReopening = ({ closed }: Case): boolean =>
  closed === 'before_provider' || closed === 'sign_in' || closed === 'consent'
