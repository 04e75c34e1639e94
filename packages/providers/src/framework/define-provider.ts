import type { Environment as ProviderEnvironment, Prerequisite, ProviderId, SharedData } from '@hitch/protocol'
import type { z } from 'zod'
import type { ConfiguredProvider, ProviderCallContext } from './provider.ts'
import { readMeaning, type RefusalMeaning } from './refusal.ts'
import { readSettings, type Environment } from './settings.ts'

/** All that is special about one provider, before the operator's settings are filled in. */
export interface ProviderContract<Shape extends z.ZodRawShape> {
  readonly id: ProviderId
  /** Full name, as tiles show it, and short name, as sentences do (UX section 6). */
  readonly label: string
  readonly shortLabel: string
  /** The names that a grower knows it by; the tile's second line. */
  readonly brands: readonly string[]
  /** The environment variables, by name. Those without a default are the set that must be complete. */
  readonly settings: z.ZodObject<Shape>
  readonly prerequisites: readonly Prerequisite[]
  /** Host names that its authorization URL may have; `*.example.com` stands for any name below it. */
  readonly authorizationHosts: readonly string[]
  /** What its refusals may mean beyond what OAuth itself says; words of others are not looked for. */
  readonly refusals: readonly RefusalMeaning[]
  clientId(settings: Filled<Shape>): string
  environment(settings: Filled<Shape>): ProviderEnvironment | null
  dataShared(settings: Filled<Shape>): readonly SharedData[]
  readonly authorization: {
    per(settings: Filled<Shape>): ConfiguredProvider['authorizationUrlPer']
    requestUrl(settings: Filled<Shape>, context: ProviderCallContext): Promise<string>
  }
  exchangeCode(settings: Filled<Shape>, context: ProviderCallContext, code: string): Promise<string>
  readonly credential: {
    readonly path: string
    body(settings: Filled<Shape>, refreshToken: string): Record<string, string>
  }
  /** Where the operator registers an application, and how; docs/operators.md says more. */
  readonly portal: ConfiguredProvider['portal']
  /** A page that comes after the sign-in. */
  readonly organizations?: {
    pageUrl(settings: Filled<Shape>, redirectUri: string): string
  }
}

export type Filled<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>

/** A provider as the registry lists it. */
export interface DefinedProvider {
  readonly id: ProviderId
  /** `null` when the operator does not offer it. Throws SettingsError for half a set or a bad value. */
  configure(environment: Environment): ConfiguredProvider | null
}

/**
 * Makes a registry entry of a contract. Secrets stay in closures: a configured provider that is logged or serialised by
 * mistake shows none.
 *
 * @example export const cnhi = defineProvider({ id: 'CNHI', settings, … } satisfies ProviderContract<typeof settings.shape>)
 */
export const defineProvider = <Shape extends z.ZodRawShape>(contract: ProviderContract<Shape>): DefinedProvider => ({
  id: contract.id,
  configure(environment) {
    const settings = readSettings(contract.label, contract.settings, environment)
    if (settings === null) return null
    const { organizations } = contract
    return {
      id: contract.id,
      label: contract.label,
      shortLabel: contract.shortLabel,
      brands: contract.brands,
      environment: contract.environment(settings),
      prerequisites: contract.prerequisites,
      dataShared: contract.dataShared(settings),
      clientId: contract.clientId(settings),
      authorizationHosts: contract.authorizationHosts,
      authorizationUrlPer: contract.authorization.per(settings),
      requestAuthorizationUrl: (context) => contract.authorization.requestUrl(settings, context),
      // A description is read for these meanings alone and shown to nobody.
      refusalCode: (_, description) => readMeaning(description ?? '', contract.refusals),
      exchangeCode: (context, code) => contract.exchangeCode(settings, context, code),
      credential: {
        path: contract.credential.path,
        body: (refreshToken) => contract.credential.body(settings, refreshToken),
      },
      portal: contract.portal,
      ...(organizations && {
        organizations: {
          pageUrl: (redirectUri: string) => organizations.pageUrl(settings, redirectUri),
        },
      }),
    }
  },
})
