import { html } from 'hono/html'
import { findGrower } from '../growers.ts'
import type { Account } from '../state.ts'
import type { World } from '../world.ts'
import { outcomes } from './choices.ts'
import { heading, type Html, pairs, providerPage } from './layout.ts'
import { organizationsScenarios } from './scenarios.ts'
import { accountChoices } from './sign-in.ts'

/** Every form here posts to the page's own address, which holds the way back. */
export function organizationsPage(world: World, account: Account, redirectUri: string | undefined): Html {
  const grower = findGrower(account.growerId)
  const organizations = grower?.organizations ?? []
  // On the first visit one organization is on already, so that Save alone goes the good way.
  const isOn = (id: string, index: number) =>
    account.organizations.size === 0 ? index === 0 : account.organizations.get(id)?.shared === true
  return providerPage(
    'JohnDeere',
    'Choose organizations',
    html`${heading('Choose organizations', html`Only what you switch on is shared from <b>${grower?.name ?? account.growerId}</b>.`)}
      <form method="post">
        <fieldset>
          <legend>Organizations</legend>
          <div class="rows">
            ${organizations.map(
              ({ id, name }, index) =>
                html`<label class="choice toggle"
                  ><span>${name}</span><small>Organization ${id}</small
                  ><input
                    type="checkbox"
                    role="switch"
                    name="organization-${id}"
                    ${isOn(id, index) ? html` checked` : ''}
                /></label>`,
            )}
          </div>
        </fieldset>
        ${outcomes(organizationsScenarios(), world.state.switches.organizations)}
        <div class="actions">
          <button type="submit" name="decision" value="save" class="primary">Save</button>
          <button type="submit" name="decision" value="leave">Leave without saving</button>
        </div>
      </form>
      ${redirectUri === undefined ? '' : pairs([['Returns to', new URL(redirectUri).pathname]])}`,
  )
}

/** Shown in a browser that is not signed in, such as one that came by a management link. */
export function organizationsSignInPage(): Html {
  return providerPage(
    'JohnDeere',
    'Test sign-in',
    html`${heading('Test sign-in', 'Pick the farm whose organizations you want to choose.')}
      <form method="post">
        ${accountChoices()}
        <div class="actions"><button type="submit" class="primary">Sign in</button></div>
      </form>`,
  )
}
