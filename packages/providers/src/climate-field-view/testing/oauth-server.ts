import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { onTestFinished, vi } from 'vitest'
import { READ_SCOPES } from '../scopes.ts'

/** An OAuth server not of our making, on loopback, with one client that authenticates by HTTP Basic, without PKCE. */
export const serveOauth = async (client: { id: string; secret: string; redirectUri: string }): Promise<string> => {
  // It warns at length of its quick-start defaults, which are just right here.
  const quiet = [vi.spyOn(console, 'warn').mockReturnValue(), vi.spyOn(console, 'info').mockReturnValue()]
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    for (const spy of quiet) spy.mockRestore()
    server.closeAllConnections()
    await new Promise((resolve) => {
      server.close(resolve)
    })
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    scopes: [...READ_SCOPES],
    pkce: { required: () => false },
    issueRefreshToken: () => true,
    cookies: { keys: ['only for this test'] },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    void answer(request, response)
  })
  return issuer
}

/**
 * Goes through sign-in and consent as a browser would: keeps cookies, follows redirects, submits each page's form.
 * Gives the URL to which the grower is sent back.
 */
export const signIn = async (authorizationUrl: string, redirectUri: string): Promise<URL> => {
  const cookies = new Map<string, string>()
  let next: { url: string; form?: URLSearchParams } = { url: authorizationUrl }
  for (let page = 0; page < 20; page += 1) {
    if (next.url.startsWith(redirectUri)) return new URL(next.url)
    const { form } = next
    const response: Response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]?.split(/=(.*)/s) ?? []
      cookies.set(name, value)
    }
    next = read(response.headers.get('location'), next.url, await response.text())
  }
  throw new Error('the sign-in does not end')
}

const read = (location: string | null, from: string, html: string): { url: string; form?: URLSearchParams } => {
  if (location !== null) return { url: new URL(location, from).href }
  const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1]
  if (action === undefined) throw new Error(`neither a redirect nor a form: ${html.slice(0, 300)}`)
  const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? ''
  return {
    url: new URL(action, from).href,
    form: new URLSearchParams({ prompt, ...(prompt === 'login' && { login: 'grower', password: 'any' }) }),
  }
}
