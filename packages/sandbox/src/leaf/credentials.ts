import type { ProviderId } from '@hitch/protocol'
import { hang } from '../apply-fault.ts'
import { ConnectionReset, readJson, Refused } from '../refused.ts'
import { type Handler, parameter } from '../routing.ts'
import { type Credential, credentialKey } from '../state.ts'
import type { Switches } from '../switches.ts'
import { canary, leafTime, randomUuid } from '../tools.ts'
import type { World } from '../world.ts'
import { CREDENTIAL_FIELDS, wrongKey } from './credential-fields.ts'
import { recordEvent } from './events.ts'
import { findUser } from './users.ts'

/** The word that Leaf's documents use for a credential which the provider no longer takes. */
export const INVALID_STATUS = 'invalid'

export function statusOf(world: World, credential: Credential): string {
  if (credential.fixedStatus !== undefined) return credential.fixedStatus
  const words = world.state.switches.statusWords
  return words[Math.min(credential.looks, words.length - 1)] ?? 'OK'
}

/** Leaf's answer echoes everything that was posted, the secrets too. */
function present(world: World, credential: Credential): Record<string, string> {
  const { refreshToken = '', ...fields } = credential.fields
  const shown: Record<Switches['token'], Record<string, string>> = {
    echoed: { refreshToken },
    omitted: {},
    rotated: { refreshToken: credential.rotatedToken },
  }
  return {
    id: credential.id,
    status: statusOf(world, credential),
    createdTime: leafTime(credential.createdAt),
    ...fields,
    ...shown[world.state.switches.token],
  }
}

export function getCredential(world: World, provider: ProviderId): Handler {
  return (c) => {
    const user = findUser(world, parameter(c, 'leafUserId'))
    const credential = world.state.credentials.get(credentialKey(user.id, provider))
    if (credential === undefined) {
      if (world.state.switches.unattached === 'empty') return c.body(null, 200)
      throw new Refused(404, 'http.404', 'No credentials attached')
    }
    const answer = present(world, credential)
    credential.looks += 1
    return c.json(answer)
  }
}

export function deleteCredential(world: World, provider: ProviderId): Handler {
  return (c) => {
    const user = findUser(world, parameter(c, 'leafUserId'))
    const { unattached, deleteStatus } = world.state.switches
    if (!world.state.credentials.delete(credentialKey(user.id, provider)) && unattached === 'not_found') {
      throw new Refused(404, 'http.404', 'No credentials attached')
    }
    return c.body(null, deleteStatus)
  }
}

export function attachCredential(world: World, provider: ProviderId): Handler {
  return (c) => {
    const user = findUser(world, parameter(c, 'leafUserId'))
    const fields: Record<string, string> = readJson(c, CREDENTIAL_FIELDS[provider])
    const { switches, credentials } = world.state

    const wrong = wrongKey(world.registrations, provider, fields) ?? wrongToken(world, provider, fields)
    if (wrong !== undefined && switches.badCredential === 'refused') throw new Refused(400, 'invalidcredentials', wrong)

    const key = credentialKey(user.id, provider)
    const before = credentials.get(key)
    if (before !== undefined && switches.repeatedAttach === 'conflict') {
      throw new Refused(409, 'credentialsexist', 'The Leaf user already has credentials of this provider')
    }
    if (before !== undefined && switches.repeatedAttach === 'duplicate') {
      throw new Refused(
        400,
        'duplicate',
        'Duplicate credentials: the Leaf user already has credentials of this provider',
      )
    }

    const now = world.tools.now()
    const credential: Credential = {
      id: before !== undefined && switches.repeatedAttach === 'replace_same_id' ? before.id : randomUuid(world.tools),
      leafUserId: user.id,
      provider,
      fields,
      createdAt: before !== undefined && switches.replacedCreatedTime === 'kept' ? before.createdAt : now,
      attachedAt: now,
      accountId: world.state.refreshTokens.get(fields['refreshToken'] ?? '')?.accountId,
      rotatedToken: canary(world.tools, 'rotated-refresh-token'),
      looks: 0,
      fixedStatus: wrong === undefined ? undefined : INVALID_STATUS,
      invalidSince: wrong === undefined ? undefined : now,
      events: [],
    }
    credentials.set(key, credential)
    recordEvent(world, credential, wrong === undefined ? 200 : 401)

    if (switches.attachAnswer === 'reset') throw new ConnectionReset()
    if (switches.attachAnswer === 'never') return hang(world, c.req.raw.signal)
    return c.json(present(world, credential), switches.attachStatus)
  }
}

/** Leaf validates the token at the provider. It must be one that this provider gave out. */
function wrongToken(world: World, provider: ProviderId, fields: Record<string, string>): string | undefined {
  const known = world.state.refreshTokens.get(fields['refreshToken'] ?? '')
  return known?.provider === provider ? undefined : 'refreshToken is not valid'
}
