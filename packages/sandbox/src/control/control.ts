import type { ProviderId } from '@hitch/protocol'
import { z } from 'zod'
import { type Fault, type FaultInput, faultSchema } from '../faults.ts'
import { FIRST_GROWER } from '../growers.ts'
import { issueRefreshToken } from '../helpers/exchange-code.ts'
import { alertUnauthenticated, deliverAlerts } from '../leaf/alerts.ts'
import { INVALID_STATUS } from '../leaf/credentials.ts'
import { recordEvent } from '../leaf/events.ts'
import { openAccount } from '../providers/accounts.ts'
import { Refused } from '../refused.ts'
import { credentialKey, type LeafUser } from '../state.ts'
import { type Switches, switchesSchema } from '../switches.ts'
import { randomHex, randomUuid } from '../tools.ts'
import type { World } from '../world.ts'

/** What a tester may do to a sandbox, from a test in the same process. `POST /control` offers the same over HTTP. */
export interface SandboxControl {
  /** Turns switches; the others stay. Throws if a value is not one of its list. */
  set(switches: Partial<Switches>): void
  /** Lets requests go wrong. Faults are tried in the order in which they were added; the first that fits wins. */
  fault(fault: FaultInput): Fault
  clearFaults(): void
  /**
   * Fixes the status word of an attached credential; `undefined` frees it. The word `invalid` also stops the data, notes an
   * event and alerts the webhooks. Returns false if nothing is attached.
   */
  setStatus(leafUserId: string, provider: ProviderId, status: string | undefined): Promise<boolean>
  /** Takes a credential away behind everybody's back. Returns false if nothing is attached. */
  detach(leafUserId: string, provider: ProviderId): boolean
  /** Every Leaf API token is 401 from now on. */
  expireLeafTokens(): void
  /** Makes a Leaf user without the API. */
  addUser(user?: Partial<LeafUser>): LeafUser
  /** A refresh token as if a grower had signed in and allowed access. At John Deere the first organization is shared. */
  grant(provider: ProviderId, growerId?: string): string
  /** Sends the alerts whose time has come. */
  deliverAlerts(): Promise<void>
}

function checked<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value)
  if (!result.success) throw new Refused(400, 'invalid_request', z.prettifyError(result.error))
  return result.data
}

export function createControl(world: World): SandboxControl {
  return {
    set(switches) {
      world.state.switches = checked(switchesSchema, { ...world.state.switches, ...switches })
    },
    fault(input) {
      const fault: Fault = { ...checked(faultSchema, input), id: randomHex(world.tools, 8) }
      world.state.faults.push(fault)
      return fault
    },
    clearFaults() {
      world.state.faults.length = 0
    },
    async setStatus(leafUserId, provider, status) {
      const credential = world.state.credentials.get(credentialKey(leafUserId, provider))
      if (credential === undefined) return false
      credential.fixedStatus = status
      const invalid = status === INVALID_STATUS
      credential.invalidSince = invalid ? world.tools.now() : undefined
      recordEvent(world, credential, invalid ? 401 : 200)
      if (invalid) alertUnauthenticated(world, credential)
      await deliverAlerts(world)
      return true
    },
    detach: (leafUserId, provider) => world.state.credentials.delete(credentialKey(leafUserId, provider)),
    expireLeafTokens() {
      world.state.leafTokens.clear()
    },
    addUser(user = {}) {
      const id = user.id ?? randomUuid(world.tools)
      const added: LeafUser = {
        name: 'North Ridge Farm',
        email: `${id}@farm.example`,
        phone: '',
        address: '',
        ...user,
        id,
      }
      world.state.users.set(id, added)
      return added
    },
    grant(provider, growerId = FIRST_GROWER.id) {
      const account = openAccount(world, `${randomHex(world.tools, 8)}.${growerId}`, growerId)
      const [first] = FIRST_GROWER.id === growerId ? FIRST_GROWER.organizations : []
      if (first !== undefined) account.organizations.set(first.id, { shared: true, since: world.tools.now() })
      return issueRefreshToken(world, provider, account.id)
    },
    deliverAlerts: () => deliverAlerts(world),
  }
}
