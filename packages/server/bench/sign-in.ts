import type { HttpClient } from './http-client.ts'

/**
 * Signs a grower in at the sandbox's CNHI FieldOps and gives consent, by the forms of its pages. The consent page itself
 * is not looked at: what it costs is the sandbox's alone.
 *
 * @returns where the browser is sent: the callback with `code` and `state`
 */
export const signIn = async ({ ask }: Pick<HttpClient, 'ask'>, authorizationUrl: string): Promise<URL> => {
  const page = await ask(authorizationUrl, { method: 'GET' })
  const id = /name="sign_in" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const base = `${new URL(authorizationUrl).origin}/cnh/fieldops`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const signedIn = await ask(`${base}/sign-in`, {
    method: 'POST',
    headers: form,
    body: `sign_in=${id}&account=north-ridge&scenario=sign_in`,
  })
  const consented = await ask(`${base}/consent`, {
    method: 'POST',
    headers: { ...form, cookie: signedIn.cookies.join('; ') },
    body: `sign_in=${id}&decision=allow&scenario=allow`,
  })
  const back = consented.header('location')
  if (back === undefined) throw new Error(`the sandbox sent nobody back: ${consented.status} ${consented.text}`)
  return new URL(back)
}
