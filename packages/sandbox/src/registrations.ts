import type { ProviderId } from '@hitch/protocol'

export type Environment = 'STAGE' | 'PRODUCTION'

/** What the operator registered at each provider. The sandbox accepts exactly these values and no others. */
export interface Registrations {
  JohnDeere: { clientKey: string; clientSecret: string; environment: Environment }
  CNHIFieldOps: { clientId: string; clientSecret: string; subscriptionKey: string; environment: Environment }
  CNHI: { clientId: string; clientSecret: string; subscriptionKey: string; environment: Environment }
  ClimateFieldView: { clientId: string; clientSecret: string; apiKey: string }
}

export interface LeafAccount {
  username: string
  password: string
}

/**
 * The registrations of a sandbox that was told no others. Fixed, because a BFF in another process must know them too.
 * The secrets carry the canary mark; FieldView's has the characters that a form-encoded Basic header would change.
 */
export const DEFAULT_REGISTRATIONS: Registrations = {
  JohnDeere: {
    clientKey: 'sandbox-john-deere-app',
    clientSecret: 'CANARY-john-deere-client-secret-7c1f3b9e',
    environment: 'STAGE',
  },
  CNHIFieldOps: {
    clientId: 'sandbox-fieldops-app',
    clientSecret: 'CANARY-fieldops-client-secret-b58e02d4',
    subscriptionKey: 'CANARY-fieldops-subscription-key-19ac6f70',
    environment: 'STAGE',
  },
  CNHI: {
    clientId: 'sandbox-afs-connect-app',
    clientSecret: 'CANARY-afs-connect-client-secret-e2730c5d',
    subscriptionKey: 'CANARY-afs-connect-subscription-key-84fd1b26',
    environment: 'STAGE',
  },
  ClimateFieldView: {
    clientId: 'sandbox-fieldview-app',
    clientSecret: 'CANARY-fieldview-client-secret-6a+b/9d=',
    apiKey: 'CANARY-fieldview-api-key-d03c87e1',
  },
}

export const DEFAULT_LEAF_ACCOUNT: LeafAccount = {
  username: 'operator@leaf.example',
  password: 'CANARY-leaf-password-3f96a1c8',
}

/** The name by which an authorization URL calls the application: Deere's client key is its `client_id`. */
export function clientIdOf(registrations: Registrations, provider: ProviderId): string {
  return provider === 'JohnDeere' ? registrations.JohnDeere.clientKey : registrations[provider].clientId
}

/** FieldView knows one environment only; it is told apart from STAGE and PRODUCTION by being absent. */
export function environmentOf(registrations: Registrations, provider: ProviderId): Environment | undefined {
  return provider === 'ClimateFieldView' ? undefined : registrations[provider].environment
}
