import type { Context } from 'hono'
import { z } from 'zod'
import { findGrower } from '../growers.ts'
import { organizationsPage, organizationsSignInPage } from '../pages/organizations.ts'
import { savedPage } from '../pages/between.ts'
import { readForm, readQuery, Refused } from '../refused.ts'
import { type Handler, parameter } from '../routing.ts'
import { ORGANIZATIONS_SCENARIOS } from '../switches.ts'
import type { SandboxEnv, World } from '../world.ts'
import { signedInAccount, signInToAccount } from './accounts.ts'
import { leave } from './leave.ts'

export const ORGANIZATIONS_PATH = '/johndeere/connections/:clientKey/select-organizations'

/** Where to go back to. Leaf's `managementUri` comes without: then the page says that all is saved, and stays. */
const query = z.strictObject({ redirect_uri: z.url({ protocol: /^https?$/ }).optional() })
const signInForm = z.strictObject({ account: z.string() })
const scenario = z.enum(ORGANIZATIONS_SCENARIOS)

/** The page behind John Deere's consent, on which the grower says which organizations the application may see. */
export function showOrganizations(world: World): Handler {
  return (c) => {
    checkClientKey(world, c)
    const { redirect_uri } = readQuery(c, query)
    const account = signedInAccount(world, c)
    return c.html(account === undefined ? organizationsSignInPage() : organizationsPage(world, account, redirect_uri))
  }
}

/** The page's buttons: Sign in (where the browser was not), Save, and leave without saving. */
export function submitOrganizations(world: World): Handler {
  return (c) => {
    checkClientKey(world, c)
    const { redirect_uri } = readQuery(c, query)
    const account = signedInAccount(world, c)
    if (account === undefined) {
      signInToAccount(world, c, readForm(c, signInForm).account)
      return c.redirect(c.req.url, 303)
    }
    const organizations = findGrower(account.growerId)?.organizations ?? []
    const choice = z.strictObject({
      decision: z.enum(['save', 'leave']),
      scenario,
      ...Object.fromEntries(organizations.map(({ id }) => [`organization-${id}`, z.literal('on').optional()])),
    })
    const form = readForm<Record<string, string | undefined>>(c, choice)
    if (form['decision'] === 'save') {
      for (const { id } of organizations) {
        const shared = form[`organization-${id}`] === 'on'
        if ((account.organizations.get(id)?.shared ?? false) !== shared)
          account.organizations.set(id, { shared, since: world.tools.now() })
      }
    }
    if (redirect_uri === undefined) return c.html(savedPage('JohnDeere'))
    const to = new URL(redirect_uri)
    if (form['scenario'] === 'state_dropped') to.search = ''
    return leave(world, c, 'JohnDeere', form['scenario'] ?? 'save', to)
  }
}

function checkClientKey(world: World, c: Context<SandboxEnv>): void {
  const clientKey = parameter(c, 'clientKey')
  if (clientKey !== world.registrations.JohnDeere.clientKey)
    throw new Refused(400, 'invalid_client', `The application ${clientKey} is not known here`)
}
