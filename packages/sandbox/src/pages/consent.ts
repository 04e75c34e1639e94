import { html } from 'hono/html'
import { findGrower } from '../growers.ts'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { BASE_PATHS } from '../providers/base-path.ts'
import type { Account, SignIn } from '../state.ts'
import type { World } from '../world.ts'
import { outcomes } from './choices.ts'
import { heading, type Html, pairs, providerPage } from './layout.ts'
import { consentScenarios } from './scenarios.ts'

export function consentPage(world: World, signIn: SignIn, account: Account): Html {
  const { provider, clientId, redirectUri } = signIn
  const farm = findGrower(account.growerId)?.name ?? account.growerId
  return providerPage(
    provider,
    'Allow access?',
    html`${heading('Allow access?', html`<b>${clientId}</b> asks to read the data of <b>${farm}</b>.`)}
      <form method="post" action="${BASE_PATHS[provider]}/consent">
        <input type="hidden" name="sign_in" value="${signIn.id}" />
        <section>
          <h2>It will read</h2>
          <ul class="rows ticks">
            ${PROVIDER_FACTS[provider].reads.map((what) => html`<li>${what}</li>`)}
          </ul>
        </section>
        ${outcomes(consentScenarios(provider), world.state.switches.consent)}
        <div class="actions">
          <button type="submit" name="decision" value="allow" class="primary">Allow</button>
          <button type="submit" name="decision" value="refuse">Refuse</button>
        </div>
      </form>
      ${pairs([['Returns to', new URL(redirectUri).pathname]])}`,
  )
}
