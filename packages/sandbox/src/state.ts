import type { ProviderId } from '@hitch/protocol'
import type { Fault } from './faults.ts'
import { LeafUsers } from './leaf-users.ts'
import type { RecordedRequest } from './recorded-request.ts'
import type { Environment } from './registrations.ts'
import { DEFAULT_SWITCHES, type Switches } from './switches.ts'

export interface LeafUser {
  id: string
  name: string
  email: string
  phone: string
  address: string
  externalId?: string
}

export interface CredentialEvent {
  id: string
  at: number
  statusCode: number
  headers: Record<string, string>
  body: string
}

export interface Credential {
  id: string
  leafUserId: string
  provider: ProviderId
  /** What was posted, secrets and all. Leaf gives it back in clear. */
  fields: Record<string, string>
  createdAt: number
  attachedAt: number
  accountId: string | undefined
  rotatedToken: string
  looks: number
  /** Set by a tester, or by keys that did not fit. It goes before the status words. */
  fixedStatus: string | undefined
  invalidSince: number | undefined
  events: CredentialEvent[]
}

/** A grower's account at a provider, as far as one browser signed in to it. */
export interface Account {
  id: string
  growerId: string
  /** John Deere: organization id -> since when it is shared, or no longer shared. */
  organizations: Map<string, { shared: boolean; since: number }>
}

/** A sign-in under way: from the authorization URL to its redirect. */
export interface SignIn {
  id: string
  provider: ProviderId
  clientId: string
  redirectUri: string
  state: string | undefined
  environment: Environment | undefined
  accountId: string | undefined
  startedAt: number
}

export interface AuthorizationCode {
  code: string
  provider: ProviderId
  clientId: string
  redirectUri: string
  accountId: string
  issuedAt: number
  used: boolean
}

export interface Webhook {
  id: string
  name: string
  url: string
  secret: string
  events: string[]
}

export interface Alert {
  webhookId: string
  body: string
  tries: number
  nextTryAt: number
}

export interface SandboxState {
  switches: Switches
  faults: Fault[]
  requests: RecordedRequest[]
  /** Leaf's API tokens -> when they run out. */
  leafTokens: Map<string, number>
  users: LeafUsers
  credentials: Map<string, Credential>
  accounts: Map<string, Account>
  signIns: Map<string, SignIn>
  codes: Map<string, AuthorizationCode>
  /** Refresh tokens that a provider gave out -> whose account, at which provider. */
  refreshTokens: Map<string, { provider: ProviderId; accountId: string }>
  webhooks: Webhook[]
  alerts: Alert[]
}

export function createState(): SandboxState {
  return {
    switches: structuredClone(DEFAULT_SWITCHES),
    faults: [],
    requests: [],
    leafTokens: new Map(),
    users: new LeafUsers(),
    credentials: new Map(),
    accounts: new Map(),
    signIns: new Map(),
    codes: new Map(),
    refreshTokens: new Map(),
    webhooks: [],
    alerts: [],
  }
}

/** A Leaf user holds at most one credential per provider. */
export function credentialKey(leafUserId: string, provider: ProviderId): string {
  return `${leafUserId}/${provider}`
}
