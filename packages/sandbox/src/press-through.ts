import type { ConsentScenario, SignInScenario } from './switches.ts'

/** Whoever answers for the pages: a sandbox in this process, or a `fetch` that follows no redirect. */
interface Pages {
  fetch(url: string | URL, init: RequestInit): Response | Promise<Response>
}

export interface Choices {
  growerId?: string
  signIn?: SignInScenario
  consent?: ConsentScenario
  decision?: 'allow' | 'refuse'
  /** Cookies of the browser, kept from one page to the next. Give the same map again to come back in the same browser. */
  cookies?: Map<string, string>
}

/**
 * Goes through the sign-in and consent pages as a browser would, by their own forms.
 *
 * @returns the address to which the grower is sent back, with `code` and `state`, or with `error`
 * @example const back = await pressThrough(sandbox, authorizationUrl, { decision: 'refuse' })
 */
export async function pressThrough(sandbox: Pages, authorizationUrl: string, choices: Choices = {}): Promise<URL> {
  const cookies = choices.cookies ?? new Map<string, string>()
  const signInPage = await open(sandbox, authorizationUrl, cookies)
  const signInForm = { account: choices.growerId ?? 'north-ridge', scenario: choices.signIn ?? 'sign_in' }
  const afterSignIn = await submit(sandbox, signInPage, authorizationUrl, signInForm, cookies)
  if (!afterSignIn.pathname.endsWith('/consent')) return afterSignIn
  const consentPage = await open(sandbox, afterSignIn.href, cookies)
  const consentForm = { decision: choices.decision ?? 'allow', scenario: choices.consent ?? 'allow' }
  return submit(sandbox, consentPage, afterSignIn.href, consentForm, cookies)
}

/**
 * Saves a choice of organizations at John Deere, in a browser that has signed in.
 *
 * @param organizationIds those to share; the others are taken back
 * @returns the address to which the grower is sent back
 */
export async function chooseOrganizations(
  sandbox: Pages,
  pageUrl: string,
  organizationIds: readonly string[],
  cookies: Map<string, string>,
): Promise<URL> {
  const on = Object.fromEntries(organizationIds.map((id) => [`organization-${id}`, 'on']))
  const page = await open(sandbox, pageUrl, cookies)
  return submit(sandbox, page, pageUrl, { decision: 'save', scenario: 'save', ...on }, cookies)
}

function cookieHeader(cookies: Map<string, string>): Record<string, string> {
  return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
}

async function open(sandbox: Pages, url: string, cookies: Map<string, string>): Promise<string> {
  const answer = await sandbox.fetch(url, { headers: cookieHeader(cookies) })
  const page = await answer.text()
  if (!answer.ok) throw new Error(`The page at ${url} answered ${answer.status}: ${page}`)
  return page
}

async function submit(
  sandbox: Pages,
  page: string,
  pageUrl: string,
  fields: Record<string, string>,
  cookies: Map<string, string>,
): Promise<URL> {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? pageUrl
  const signIn = /name="sign_in" value="([^"]+)"/.exec(page)?.[1]
  const body = new URLSearchParams({ ...(signIn === undefined ? {} : { sign_in: signIn }), ...fields })
  const answer = await sandbox.fetch(new URL(action, pageUrl), { method: 'POST', headers: cookieHeader(cookies), body })
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
    cookies.set(name, value)
  }
  const location = answer.headers.get('location') ?? /url=(.+)$/.exec(answer.headers.get('refresh') ?? '')?.[1]
  if (location === undefined) throw new Error(`The form at ${pageUrl} led nowhere: ${answer.status}`)
  return new URL(location, pageUrl)
}
