import type { Context } from 'hono'
import { neverReturnsPage, waitingPage } from '../pages/between.ts'
import type { ProviderId } from '@hitch/protocol'
import type { SandboxEnv, World } from '../world.ts'

/** Moves on from a page in the way that the tester chose there. Any scenario that is not about moving on goes at once. */
export function leave(
  world: World,
  c: Context<SandboxEnv>,
  provider: ProviderId,
  scenario: string,
  to: URL,
): Response | Promise<Response> {
  switch (scenario) {
    case 'never_returns':
      return c.html(neverReturnsPage(provider))
    case 'slow':
      c.header('refresh', `${world.state.switches.slowSeconds}; url=${to.href}`)
      return c.html(waitingPage(provider, to))
    case 'severed_opener':
      c.header('cross-origin-opener-policy', 'same-origin')
      c.header('refresh', `1; url=${to.href}`)
      return c.html(waitingPage(provider, to))
    default:
      return c.redirect(to.href, 303)
  }
}
