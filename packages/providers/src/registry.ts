import { climateFieldView } from './climate-field-view/index.ts'
import { cnhi } from './cnhi/index.ts'
import { cnhiFieldOps } from './cnhi-field-ops/index.ts'
import type { DefinedProvider } from './framework/define-provider.ts'
import type { ConfiguredProvider } from './framework/provider.ts'
import type { Environment } from './framework/settings.ts'
import { johnDeere } from './john-deere/index.ts'

/** Every provider there is, in the order in which tiles stand. A new one adds one line. */
export const PROVIDERS: readonly DefinedProvider[] = [johnDeere, cnhiFieldOps, cnhi, climateFieldView]

/**
 * The providers that the operator offers: those whose set of variables is complete. DESIGN section 8.
 *
 * @example const providers = readProviders(process.env)
 * @throws SettingsError for half a set, or a value that cannot be used; it names the variable, never its value
 */
export const readProviders = (environment: Environment): ConfiguredProvider[] =>
  PROVIDERS.flatMap((provider) => provider.configure(environment) ?? [])
