import { html } from 'hono/html'
import { FIRST_GROWER, TEST_GROWERS } from '../growers.ts'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { BASE_PATHS } from '../providers/base-path.ts'
import type { SignIn } from '../state.ts'
import type { World } from '../world.ts'
import { choices, outcomes } from './choices.ts'
import { heading, type Html, pairs, providerPage } from './layout.ts'
import { signInScenarios } from './scenarios.ts'

export function accountChoices(): Html {
  const options = TEST_GROWERS.map(({ id, name, about }) => ({ value: id, label: name, about }))
  return html`<fieldset>
    <legend>Account</legend>
    ${choices('account', options, FIRST_GROWER.id)}
  </fieldset>`
}

export function signInPage(world: World, signIn: SignIn): Html {
  const { provider, environment, redirectUri } = signIn
  const { label } = PROVIDER_FACTS[provider]
  const facts = [
    ['Provider', provider],
    ...(environment === undefined ? [] : [['Environment', environment] as const]),
    ['Returns to', new URL(redirectUri).pathname],
  ] as const
  return providerPage(
    provider,
    'Test sign-in',
    html`${heading('Test sign-in', `Pick a farm to sign in with, in place of a ${label} account.`)}
      <form method="post" action="${BASE_PATHS[provider]}/sign-in">
        <input type="hidden" name="sign_in" value="${signIn.id}" />
        ${accountChoices()} ${outcomes(signInScenarios(provider), world.state.switches.signIn)}
        <div class="actions"><button type="submit" class="primary">Sign in</button></div>
      </form>
      ${pairs(facts)}`,
  )
}
