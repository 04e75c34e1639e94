import type { Attempt, CallbackResult, CreatedAttempt, CreatedSession, ProviderId } from '@hitch/protocol'
import { isAttemptOutcome, TICKET_PART } from '@hitch/protocol'
import { chooseOrganizations, pressThrough } from '@hitch/sandbox'

export interface FlowTarget {
  readonly bffUrl: string
  readonly hostUrl: string
  readonly secretKey: string
}

/** The sandbox's pages over HTTP, as a browser that looks at each redirect. */
const pages = {
  fetch: (url: string | URL, init: RequestInit) => fetch(url, { ...init, redirect: 'manual' }),
}

/** Of the sandbox's first grower, who signs in. */
const FIRST_ORGANIZATION = '481516'

/**
 * One grower's whole way, from the host's backend to the outcome, request by request as widget, windows and browser send
 * them, without a browser. `fetch`: the BFF's and the host's. `patience`: milliseconds for the outcome. @throws {Error} with the first answer that is not as it should be
 */
export const flow = async (
  { bffUrl, hostUrl, secretKey }: FlowTarget,
  grower: string,
  provider: ProviderId,
  fetch: typeof globalThis.fetch = globalThis.fetch,
  patience = 30_000,
): Promise<Attempt> => {
  const ask = async <T>(method: string, path: string, as: string, body?: object): Promise<T> => {
    const response = await fetch(bffUrl + path, {
      method,
      headers: { authorization: `Bearer ${as}`, origin: hostUrl, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as T
  }
  const { sessionToken } = await ask<CreatedSession>('POST', '/v1/sessions', secretKey, {
    externalId: grower,
    origin: hostUrl,
  })
  const { attemptId, ticket } = await ask<CreatedAttempt>('POST', '/v1/attempts', sessionToken, { provider })

  const form = new FormData()
  form.append(TICKET_PART.name, new File([ticket], TICKET_PART.filename, { type: TICKET_PART.type }))
  const started = await fetch(`${bffUrl}/start`, { method: 'POST', headers: { origin: hostUrl }, body: form })
  const authorizationUrl = /url=(.+)$/.exec(started.headers.get('refresh') ?? '')?.[1]
  // No URL to be had: the window says so, and the attempt is over.
  if (authorizationUrl === undefined) return await ask<Attempt>('GET', `/v1/attempts/${attemptId}`, sessionToken)
  const cookie = started.headers.getSetCookie().map((header) => header.split(';', 1)[0])[0] ?? ''

  const cookies = new Map<string, string>()
  const back = await pressThrough(pages, authorizationUrl, { cookies })
  const opened = await fetch(back)
  if (!opened.ok) throw new Error(`GET /callback: ${opened.status}`)
  const call = async (path: string, body: object): Promise<CallbackResult> => {
    const response = await fetch(bffUrl + path, {
      method: 'POST',
      headers: { origin: bffUrl, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as CallbackResult
    // Asked again, since the first answer was lost: it tells how the attempt stands.
    if (!response.ok && answer.attemptId === undefined)
      throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const { next } = await call(`/callback/${provider}`, Object.fromEntries(back.searchParams))
  if (provider === 'JohnDeere' && next !== undefined) {
    await chooseOrganizations(pages, next, [FIRST_ORGANIZATION], cookies)
    await call('/callback/JohnDeere/organizations', {})
  }

  for (const begun = Date.now(); ;) {
    const attempt = await ask<Attempt>('GET', `/v1/attempts/${attemptId}`, sessionToken)
    if (isAttemptOutcome(attempt.status)) {
      await ask('POST', `/v1/attempts/${attemptId}/ack`, sessionToken)
      return attempt
    }
    const waited = Date.now() - begun
    if (waited > patience) throw new Error(`stuck: ${attempt.status}`)
    // The longer it takes, the less a look is worth.
    await new Promise((resolve) => setTimeout(resolve, Math.min(100 + waited / 10, 1_000)))
  }
}
