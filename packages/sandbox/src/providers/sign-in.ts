import type { ProviderId } from '@hitch/protocol'
import { z } from 'zod'
import { readForm } from '../refused.ts'
import type { Handler } from '../routing.ts'
import { SIGN_IN_SCENARIOS } from '../switches.ts'
import type { World } from '../world.ts'
import { signInToAccount } from './accounts.ts'
import { BASE_PATHS } from './base-path.ts'
import { leave } from './leave.ts'
import { withError } from './redirect.ts'
import { findSignIn } from './start.ts'

const form = z.strictObject({ sign_in: z.string(), account: z.string(), scenario: z.enum(SIGN_IN_SCENARIOS) })

/** The sign-in page's button. Two of its scenarios end the sign-in with an error, the others lead on to consent. */
export function submitSignIn(world: World, provider: ProviderId): Handler {
  return (c) => {
    const { sign_in, account: growerId, scenario } = readForm(c, form)
    const signIn = findSignIn(world, provider, sign_in)
    if (scenario === 'no_farm_manager') {
      const why = 'The user needs the Farm Manager title and must have signed in to the FieldOps portal once'
      return c.redirect(withError(world, signIn, 'access_denied', why).href, 303)
    }
    if (scenario === 'other_environment') {
      const why = `The account does not exist in the ${signIn.environment ?? 'PRODUCTION'} environment`
      return c.redirect(withError(world, signIn, 'unauthorized_client', why).href, 303)
    }
    signIn.accountId = signInToAccount(world, c, growerId).id
    const consent = new URL(`${BASE_PATHS[provider]}/consent`, world.publicUrl)
    consent.searchParams.set('sign_in', signIn.id)
    return leave(world, c, provider, scenario, consent)
  }
}
