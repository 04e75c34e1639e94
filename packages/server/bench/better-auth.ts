/**
 * What Hitch is measured against, too: better-auth, which links an account of the same provider to a signed-in user by its
 * generic OAuth plugin, on the same PostgreSQL. Settings are its defaults, but for what the provider forces: the exchange
 * goes through Leaf's helper (`getToken`), which knows no PKCE, and there is no e-mail address of the grower to compare.
 *
 * It does less than a flow of Hitch's: the account's tokens are kept, in clear as is its default, and that is the end. With
 * `HAND_OVER=yes` it also does what Hitch is for, in the plainest way: when the account is written, in the hook for that, it
 * finds or makes the Leaf user and attaches and verifies the credential, by the calls to Leaf that Hitch makes.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { anonymous, genericOAuth } from 'better-auth/plugins'
import { Pool } from 'pg'

const environment = (name: string): string => process.env[name] ?? ''
const provider = 'CNHIFieldOps'
const helperUrl = `${environment('CNHI_HELPER_URL')}/fieldops`
const redirectUri = `${environment('HITCH_PUBLIC_URL')}/api/auth/callback/${provider}`
const own = {
  clientId: environment('CNHI_FIELDOPS_CLIENT_ID'),
  clientSecret: environment('CNHI_FIELDOPS_CLIENT_SECRET'),
  subscriptionKey: environment('CNHI_FIELDOPS_SUBSCRIPTION_KEY'),
  clientEnvironment: environment('CNHI_FIELDOPS_ENVIRONMENT'),
}

const call = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as Record<string, string> & Record<string, string>[]
}

const { url: authorizationUrl = '' } = await call('POST', `${helperUrl}/get_url`, {
  client_id: own.clientId,
  client_redirect_url: redirectUri,
  production: own.clientEnvironment === 'PRODUCTION',
})

const { id_token: leafToken } = await call('POST', `${environment('LEAF_API_URL')}/api/authenticate`, {
  username: environment('LEAF_USERNAME'),
  password: environment('LEAF_PASSWORD'),
  rememberMe: 'true',
})
const leaf = (method: string, path: string, body?: object) =>
  call(method, `${environment('LEAF_API_URL')}/services/usermanagement/api${path}`, body, {
    authorization: `Bearer ${leafToken}`,
  })

const handOver = async (externalId: string, refreshToken: string): Promise<void> => {
  const query = new URLSearchParams({ externalId, page: '0', size: '100' })
  const [found] = await leaf('GET', `/users?${query.toString()}`)
  const user = { name: externalId, email: externalId, phone: '', address: '', externalId }
  const { id } = found ?? (await leaf('POST', '/users', user))
  const path = `/users/${id}/cnhi-field-ops-credentials`
  await leaf('GET', path)
  await leaf('POST', path, { ...own, refreshToken })
  const { status } = await leaf('GET', path)
  if (status !== 'OK') throw new Error(`not attached: ${status}`)
}

const options = {
  baseURL: environment('HITCH_PUBLIC_URL'),
  secret: environment('HITCH_SECRET_KEY'),
  database: new Pool({ connectionString: environment('DATABASE_URL'), max: 10 }),
  telemetry: { enabled: false },
  account: { accountLinking: { trustedProviders: [provider], allowDifferentEmails: true } },
  plugins: [
    // A user and a session without the cost of a password's hash.
    anonymous(),
    genericOAuth({
      config: [
        {
          providerId: provider,
          clientId: own.clientId,
          clientSecret: own.clientSecret,
          authorizationUrl: new URL(authorizationUrl).origin + new URL(authorizationUrl).pathname,
          pkce: false,
          async getToken({ code }) {
            const { refresh_token: refreshToken = '' } = await call('POST', `${helperUrl}/get_token`, {
              client_id: own.clientId,
              client_secret: own.clientSecret,
              response_url: `${redirectUri}?code=${encodeURIComponent(code)}`,
              client_redirect_url: redirectUri,
            })
            return { refreshToken }
          },
          // The provider tells nothing of the grower.
          getUserInfo: ({ refreshToken = '' }) =>
            Promise.resolve({ id: createHash('sha256').update(refreshToken).digest('hex'), emailVerified: false }),
        },
      ],
    }),
  ],
  ...(environment('HAND_OVER') === 'yes'
    ? {
        databaseHooks: {
          account: { create: { after: ({ userId, refreshToken }) => handOver(userId, refreshToken ?? '') } },
        },
      }
    : {}),
} satisfies BetterAuthOptions

await (await getMigrations(options)).runMigrations()
const handle = toNodeHandler(betterAuth(options))
createServer((request, response) => {
  if (request.url === '/readyz') response.end()
  else void handle(request, response)
}).listen(Number(environment('PORT')), '127.0.0.1')
