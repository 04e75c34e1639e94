import { Refused, readNoBody } from '../refused.ts'
import { findGrower } from '../growers.ts'
import { type Handler, parameter } from '../routing.ts'
import { type Credential, credentialKey } from '../state.ts'
import type { World } from '../world.ts'
import { findUser } from './users.ts'

function deereCredential(world: World, leafUserId: string): Credential {
  const user = findUser(world, leafUserId)
  const credential = world.state.credentials.get(credentialKey(user.id, 'JohnDeere'))
  if (credential === undefined) throw new Refused(404, 'http.404', 'No John Deere credentials attached')
  return credential
}

/** The organizations that Leaf sees as shared: a change at John Deere shows only after the delay. */
export function sharedOrganizations(world: World, credential: Credential): Set<string> {
  const account = world.state.accounts.get(credential.accountId ?? '')
  const delay = world.state.switches.organizationDelaySeconds * 1000
  const shared = new Set<string>()
  for (const [id, { shared: isShared, since }] of account?.organizations ?? []) {
    const seen = since + delay <= world.tools.now()
    if (seen === isShared) shared.add(id)
  }
  return shared
}

export function listOrganizations(world: World): Handler {
  return (c) => {
    const credential = deereCredential(world, parameter(c, 'leafUserId'))
    const grower = findGrower(world.state.accounts.get(credential.accountId ?? '')?.growerId ?? '')
    const shared = sharedOrganizations(world, credential)
    const managementUri = new URL(
      `/johndeere/connections/${world.registrations.JohnDeere.clientKey}/select-organizations`,
      world.publicUrl,
    )
    const all = (grower?.organizations ?? []).map(({ id, name }) => ({ id, name, managementUri: managementUri.href }))
    return c.json({
      connectedOrganizations: all.filter(({ id }) => shared.has(id)),
      notConnectedOrganizations: all.filter(({ id }) => !shared.has(id)),
    })
  }
}

/** POST .../organizations/sync: Leaf looks again at once. Here it always looks. */
export function syncOrganizations(world: World): Handler {
  return (c) => {
    deereCredential(world, parameter(c, 'leafUserId'))
    readNoBody(c)
    return c.body(null, 204)
  }
}
