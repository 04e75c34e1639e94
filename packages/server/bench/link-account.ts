import type { FlowTarget } from '../../../e2e/stack/flow.ts'
import { PROVIDER, type Grower } from './grower.ts'
import type { HttpClient } from './http-client.ts'
import { signIn } from './sign-in.ts'

/**
 * A grower's way at better-auth: somebody new signs in, begins to link an account, signs in at the provider, and is sent
 * back. @throws {Error} with the first answer that is not as it should be
 */
export const linkAccount = async (
  { ask }: HttpClient,
  { bffUrl }: FlowTarget,
  { address }: Grower,
  next: () => string,
): Promise<string> => {
  const headers = { 'x-forwarded-for': address, origin: bffUrl, 'content-type': 'application/json' }
  const signedIn = await ask(`${next()}/api/auth/sign-in/anonymous`, { method: 'POST', headers, body: '{}' })
  const session = signedIn.cookies.join('; ')
  const begun = await ask(`${next()}/api/auth/link-social`, {
    method: 'POST',
    headers: { ...headers, cookie: session },
    body: JSON.stringify({ provider: PROVIDER, callbackURL: `${bffUrl}/done`, errorCallbackURL: `${bffUrl}/failed` }),
  })
  if (begun.status !== 200) throw new Error(`link-social: ${begun.status} ${begun.text}`)
  const { url } = JSON.parse(begun.text) as { url: string }
  const back = await signIn({ ask }, url)
  const ended = await ask(next() + back.pathname + back.search, {
    method: 'GET',
    headers: { ...headers, cookie: [session, ...begun.cookies].join('; ') },
  })
  const to = ended.header('location') ?? `${ended.status} ${ended.text.slice(0, 100)}`
  return to === `${bffUrl}/done` ? 'connected' : to
}
