import type { ProviderId } from '@hitch/protocol'
import { z } from 'zod'
import type { Registrations } from '../registrations.ts'

const text = z.string().min(1)
const environment = z.enum(['STAGE', 'PRODUCTION'])

/** What each credential's POST takes: these fields and no others. */
export const CREDENTIAL_FIELDS: Record<ProviderId, z.ZodType<Record<string, string>>> = {
  JohnDeere: z.strictObject({
    clientKey: text,
    clientSecret: text,
    refreshToken: text,
    clientEnvironment: environment,
  }),
  // Leaf's own default is STAGE: a production registration that leaves it out ends in the wrong environment.
  CNHIFieldOps: z.strictObject({
    clientId: text,
    clientSecret: text,
    subscriptionKey: text,
    refreshToken: text,
    clientEnvironment: environment.default('STAGE'),
  }),
  CNHI: z.strictObject({
    clientId: text,
    clientSecret: text,
    subscriptionKey: text,
    refreshToken: text,
    clientEnvironment: environment,
  }),
  ClimateFieldView: z.strictObject({ clientId: text, clientSecret: text, apiKey: text, refreshToken: text }),
}

/** What is wrong with posted keys, or undefined if they are those that the operator registered. */
export function wrongKey(
  registrations: Registrations,
  provider: ProviderId,
  fields: Record<string, string>,
): string | undefined {
  const { environment, ...keys } = { environment: undefined, ...registrations[provider] }
  for (const [name, value] of Object.entries(keys)) {
    if (fields[name] !== value) return `${name} is not valid`
  }
  if (environment !== undefined && fields['clientEnvironment'] !== environment) {
    return `clientEnvironment does not match the environment in which the application is registered`
  }
  return undefined
}
