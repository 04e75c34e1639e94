import { resolve } from 'node:path'
import { readProviders, SettingsError } from '@hitch/providers'
import type { ConnectServerOptions, DatabaseHome } from '@hitch/server'
import { z } from 'zod'
import * as field from './environment-fields.ts'

type FromEnvironment =
  | 'publicUrl'
  | 'secretKeys'
  | 'encryptionKeys'
  | 'allowedOrigins'
  | 'brand'
  | 'leaf'
  | 'providers'
  | 'providerHosts'
  | 'auditDays'

/** All that the BFF reads from its environment. DESIGN section 8. */
export interface Settings
  extends
    Required<Pick<ConnectServerOptions, FromEnvironment>>,
    Pick<ConnectServerOptions, 'webhooks' | 'leafAlertsSecret'> {
  readonly isProduction: boolean
  readonly port: number
  readonly hostname: string
  readonly trustedProxies: readonly string[]
  readonly database: DatabaseHome
  readonly logLevel: string
  /** Milliseconds from SIGTERM, for which `/readyz` answers 503 and all else is still answered. */
  readonly drain: number
  /** The collector that is sent traces; `null`: none. */
  readonly traceEndpoint: string | null
  /** Where metrics are served; `null`: nowhere. */
  readonly operator: { readonly hostname: string; readonly port: number } | null
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The settings cannot be used. The message is one line that names every variable at fault, and tells no value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  /** One for each variable at fault. */
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`${faults.join('; ')}.`)
    this.faults = faults
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** In production: two looks of a load balancer that looks every two seconds. */
const DRAIN_SECONDS = 5

/** The variables, one by one. What one may be can depend on the BFF's own URL. */
const environmentSchema = (ownUrl: string) =>
  z.object({
    HITCH_PUBLIC_URL: field.publicUrl,
    HITCH_SECRET_KEY: field.secretKeys(ownUrl),
    HITCH_ENCRYPTION_KEYS: field.encryptionKeys,
    HITCH_ALLOWED_ORIGINS: field.origins(ownUrl),
    HITCH_BRAND_NAME: field.text,
    HITCH_BRAND_LOGO_URL: field.logoUrl.exactOptional(),
    HITCH_PROVIDER_HOSTS: field.hostNames.default([]),
    HITCH_TRUSTED_PROXIES: field.proxies.default([]),
    HITCH_AUDIT_DAYS: field.days.default(90),
    HITCH_DRAIN_SECONDS: field.drainSeconds.exactOptional(),
    HITCH_WEBHOOK_URL: field.webhookUrl.exactOptional(),
    HITCH_WEBHOOK_SECRET: field.webhookSecret.exactOptional(),
    HITCH_LEAF_ALERTS_SECRET: field.alertsSecret.exactOptional(),
    HITCH_LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
    HITCH_OPERATOR_PORT: field.listenAddress.exactOptional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: field.collectorUrl.exactOptional(),
    HITCH_DATA_DIR: field.text.default('.hitch'),
    DATABASE_URL: field.databaseUrl.exactOptional(),
    PORT: field.port.default(4310),
    HOST: field.text.exactOptional(),
    LEAF_API_URL: field.baseUrl.default('https://api.withleaf.io'),
    LEAF_TOKEN: field.text.regex(/^[\x21-\x7e]*$/, { error: 'must hold no blanks' }).exactOptional(),
    LEAF_USERNAME: field.text.exactOptional(),
    LEAF_PASSWORD: field.text.exactOptional(),
  })

/**
 * Reads and checks the whole environment. `folder`: where a relative HITCH_DATA_DIR begins.
 *
 * @throws EnvironmentError
 */
export const readEnvironment = (environment: Environment, folder: string): Settings => {
  // A blank variable, as an env file or a container's settings easily has it, is a missing one.
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const isProduction = given['NODE_ENV'] === 'production'
  const ownUrl = given['HITCH_PUBLIC_URL'] ?? (isProduction ? undefined : 'http://localhost:4310')
  const parsed = environmentSchema(URL.canParse(ownUrl ?? '') ? String(ownUrl) : 'https://unknown.invalid').safeParse({
    ...given,
    ...(ownUrl === undefined ? {} : { HITCH_PUBLIC_URL: ownUrl }),
  })
  const providers = attempt(() => readProviders(given))
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...leafFaults(given),
    ...webhookFaults(given),
    ...(parsed.data?.HITCH_OPERATOR_PORT?.port === parsed.data?.PORT && parsed.data !== undefined
      ? ['HITCH_OPERATOR_PORT must be another than PORT']
      : []),
    ...(providers instanceof SettingsError ? [providers.message] : []),
  ]
  if (faults.length > 0 || parsed.data === undefined || providers instanceof SettingsError)
    throw new EnvironmentError([...new Set(faults)])

  const settings = parsed.data
  const { LEAF_TOKEN: token, LEAF_USERNAME: username = '', LEAF_PASSWORD: password = '' } = settings
  const account = token === undefined ? { username, password } : { token }
  const { HITCH_WEBHOOK_URL: webhookUrl, HITCH_WEBHOOK_SECRET: webhookSecret } = settings
  const { HITCH_LEAF_ALERTS_SECRET: leafAlertsSecret } = settings
  const logoUrl = settings.HITCH_BRAND_LOGO_URL
  return {
    isProduction,
    publicUrl: settings.HITCH_PUBLIC_URL,
    secretKeys: settings.HITCH_SECRET_KEY,
    encryptionKeys: settings.HITCH_ENCRYPTION_KEYS,
    allowedOrigins: settings.HITCH_ALLOWED_ORIGINS,
    brand: { name: settings.HITCH_BRAND_NAME, ...(logoUrl === undefined ? {} : { logoUrl }) },
    providers,
    providerHosts: settings.HITCH_PROVIDER_HOSTS,
    trustedProxies: settings.HITCH_TRUSTED_PROXIES,
    leaf: { apiUrl: settings.LEAF_API_URL, ...account },
    auditDays: settings.HITCH_AUDIT_DAYS,
    ...(leafAlertsSecret === undefined ? {} : { leafAlertsSecret }),
    ...(webhookUrl === undefined || webhookSecret === undefined
      ? {}
      : { webhooks: { url: webhookUrl, secret: webhookSecret } }),
    logLevel: settings.HITCH_LOG_LEVEL,
    drain: (settings.HITCH_DRAIN_SECONDS ?? (isProduction ? DRAIN_SECONDS : 0)) * 1_000,
    operator: settings.HITCH_OPERATOR_PORT ?? null,
    traceEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    port: settings.PORT,
    hostname: settings.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    database:
      settings.DATABASE_URL === undefined
        ? { dataDir: resolve(folder, settings.HITCH_DATA_DIR), port: settings.PORT }
        : { url: settings.DATABASE_URL },
  }
}

/** A token, or the pair with which the BFF gets and renews one by itself. */
const leafFaults = (given: Environment): string[] => {
  if (given['LEAF_TOKEN'] !== undefined) return []
  const pair = ['LEAF_USERNAME', 'LEAF_PASSWORD']
  const missing = pair.filter((name) => given[name] === undefined)
  if (missing.length === pair.length) return ['LEAF_TOKEN, or LEAF_USERNAME with LEAF_PASSWORD, is missing']
  return missing.map((name) => `${name} is missing`)
}

/** Unsigned events could be anybody's, and a secret alone is mostly a forgotten address. */
const webhookFaults = (given: Environment): string[] => {
  const pair = ['HITCH_WEBHOOK_URL', 'HITCH_WEBHOOK_SECRET']
  const missing = pair.filter((name) => given[name] === undefined)
  return missing.length === 1 ? missing.map((name) => `${name} is missing`) : []
}

const attempt = <T>(read: () => T): T | SettingsError => {
  try {
    return read()
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
}
