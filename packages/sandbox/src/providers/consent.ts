import type { ProviderId } from '@hitch/protocol'
import type { Context } from 'hono'
import { z } from 'zod'
import { consentPage } from '../pages/consent.ts'
import { readForm, readQuery, Refused } from '../refused.ts'
import type { Handler } from '../routing.ts'
import type { Account, SignIn } from '../state.ts'
import { CONSENT_SCENARIOS } from '../switches.ts'
import type { SandboxEnv, World } from '../world.ts'
import { signedInAccount } from './accounts.ts'
import { leave } from './leave.ts'
import { withCode, withError } from './redirect.ts'
import { findSignIn } from './start.ts'

const query = z.strictObject({ sign_in: z.string() })
const form = z.strictObject({
  sign_in: z.string(),
  decision: z.enum(['allow', 'refuse']),
  scenario: z.enum(CONSENT_SCENARIOS),
})

export function showConsent(world: World, provider: ProviderId): Handler {
  return (c) => {
    const signIn = findSignIn(world, provider, readQuery(c, query).sign_in)
    return c.html(consentPage(world, signIn, accountOf(world, c, signIn)))
  }
}

/** The consent page's two buttons. */
export function submitConsent(world: World, provider: ProviderId): Handler {
  return (c) => {
    const { sign_in, decision, scenario } = readForm(c, form)
    const signIn = findSignIn(world, provider, sign_in)
    const account = accountOf(world, c, signIn)
    const to =
      decision === 'refuse'
        ? withError(world, signIn, 'access_denied', 'The user refused access')
        : withCode(world, signIn, account.id, scenario === 'expired_code')
    return leave(world, c, provider, scenario, to)
  }
}

/** Consent belongs to the browser that signed in. */
function accountOf(world: World, c: Context<SandboxEnv>, signIn: SignIn): Account {
  const account = signedInAccount(world, c)
  if (account === undefined || account.id !== signIn.accountId)
    throw new Refused(400, 'invalid_request', 'Sign in first.')
  return account
}
