import type { ProviderId } from '@hitch/protocol'
import type { Fault } from '../faults.ts'
import { findGrower } from '../growers.ts'
import { arrived } from '../leaf/arrival.ts'
import { statusOf } from '../leaf/credentials.ts'
import { sharedOrganizations } from '../leaf/organizations.ts'
import type { LeafUser } from '../state.ts'
import type { Switches } from '../switches.ts'
import { leafTime } from '../tools.ts'
import type { World } from '../world.ts'

/** What is connected, without a single secret. */
export interface ConnectedAccount {
  provider: ProviderId
  credentialId: string
  status: string
  createdTime: string
  farm: string | undefined
  /** John Deere only: how many organizations Leaf sees. */
  organizations?: number
  arrived: ReturnType<typeof arrived>
}

export interface Snapshot {
  switches: Switches
  faults: readonly Fault[]
  users: readonly (LeafUser & { connected: readonly ConnectedAccount[] })[]
}

export function takeSnapshot(world: World): Snapshot {
  const users = [...world.state.users.values()].map((user) => ({
    ...user,
    connected: connectedAccounts(world, user.id),
  }))
  return { switches: world.state.switches, faults: world.state.faults, users }
}

function connectedAccounts(world: World, leafUserId: string): ConnectedAccount[] {
  return [...world.state.credentials.values()]
    .filter((credential) => credential.leafUserId === leafUserId)
    .map((credential) => ({
      provider: credential.provider,
      credentialId: credential.id,
      status: statusOf(world, credential),
      createdTime: leafTime(credential.createdAt),
      farm: findGrower(world.state.accounts.get(credential.accountId ?? '')?.growerId ?? '')?.name,
      ...(credential.provider === 'JohnDeere' ? { organizations: sharedOrganizations(world, credential).size } : {}),
      arrived: arrived(world, credential),
    }))
}
