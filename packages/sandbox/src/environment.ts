import { DEFAULT_LEAF_ACCOUNT, DEFAULT_REGISTRATIONS, type LeafAccount, type Registrations } from './registrations.ts'

/**
 * The BFF's variables that point it at a sandbox: URLs, the Leaf account and every provider's registration.
 * The operator's own variables (public URL, keys, origins, brand, database) are not among them.
 *
 * @param publicUrl the sandbox's own origin as browsers and the BFF reach it
 * @example Object.assign(environment, sandboxEnvironment('http://localhost:4320'))
 */
export function sandboxEnvironment(
  publicUrl: string,
  registrations: Registrations = DEFAULT_REGISTRATIONS,
  leafAccount: LeafAccount = DEFAULT_LEAF_ACCOUNT,
): Record<string, string> {
  const origin = new URL(publicUrl).origin
  const { JohnDeere, CNHIFieldOps, CNHI, ClimateFieldView } = registrations
  return {
    LEAF_API_URL: `${origin}/leaf`,
    LEAF_USERNAME: leafAccount.username,
    LEAF_PASSWORD: leafAccount.password,

    JOHN_DEERE_CLIENT_KEY: JohnDeere.clientKey,
    JOHN_DEERE_CLIENT_SECRET: JohnDeere.clientSecret,
    JOHN_DEERE_ENVIRONMENT: JohnDeere.environment,
    JOHN_DEERE_HELPER_URL: `${origin}/helpers/johndeere`,
    JOHN_DEERE_CONNECTIONS_URL: `${origin}/johndeere`,

    CNHI_FIELDOPS_CLIENT_ID: CNHIFieldOps.clientId,
    CNHI_FIELDOPS_CLIENT_SECRET: CNHIFieldOps.clientSecret,
    CNHI_FIELDOPS_SUBSCRIPTION_KEY: CNHIFieldOps.subscriptionKey,
    CNHI_FIELDOPS_ENVIRONMENT: CNHIFieldOps.environment,

    CNHI_CLIENT_ID: CNHI.clientId,
    CNHI_CLIENT_SECRET: CNHI.clientSecret,
    CNHI_SUBSCRIPTION_KEY: CNHI.subscriptionKey,
    CNHI_ENVIRONMENT: CNHI.environment,
    CNHI_HELPER_URL: `${origin}/helpers/cnhi`,

    CLIMATE_FIELDVIEW_CLIENT_ID: ClimateFieldView.clientId,
    CLIMATE_FIELDVIEW_CLIENT_SECRET: ClimateFieldView.clientSecret,
    CLIMATE_FIELDVIEW_API_KEY: ClimateFieldView.apiKey,
    CLIMATE_FIELDVIEW_HELPER_URL: `${origin}/helpers/fieldview`,
    CLIMATE_FIELDVIEW_AUTHORIZE_URL: `${origin}/fieldview/app-login/index.html`,
    CLIMATE_FIELDVIEW_TOKEN_URL: `${origin}/fieldview/api/oauth/token`,

    HITCH_PROVIDER_HOSTS: new URL(origin).hostname,
  }
}
