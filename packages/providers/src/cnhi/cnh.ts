import { setting } from '../framework/settings.ts'

/** What both CNH platforms share: one helper, one identity service. */

export const CNH_HELPER_URL = setting.baseUrl.default('https://cnhi-oauth2-helper.withleaf.io')

/** The staging hosts are known from third parties only (providers.md); a host that is not CNH's is not on cnhind.com. */
export const CNH_AUTHORIZATION_HOSTS = [
  'identity.cnhind.com',
  'stg.identity.cnhind.com',
  'stg-identity.cnhind.com',
] as const
