import type { CreateAttempt, CreatedSession } from '@hitch/protocol'
import { expect } from 'vitest'
import { PUBLIC_URL, type TestServer } from './test-server.ts'

/** One attempt as the browser that started it holds it. */
export interface AttemptInBrowser {
  readonly session: CreatedSession
  readonly attemptId: string
  readonly provider: string
  /** `name=value`, as it would be sent. */
  readonly cookie: string
  readonly state: string
}

/** From the click to the provider's page. */
export const startInBrowser = async (
  server: TestServer,
  wish: Partial<CreateAttempt> = {},
  session?: CreatedSession,
): Promise<AttemptInBrowser> => {
  const own = session ?? (await server.createSession())
  const { attemptId, ticket } = await server.createAttempt(own, wish)
  const started = readStarted(attemptId, await server.start(ticket))
  return { session: own, attemptId, provider: wish.provider ?? 'CNHIFieldOps', ...started }
}

/** What the answer to POST /start leaves in the browser. */
export const readStarted = (attemptId: string, response: Response): Pick<AttemptInBrowser, 'cookie' | 'state'> => {
  expect(response.status).toBe(200)
  const cookie =
    response.headers
      .getSetCookie()
      .find((header) => header.includes(attemptId))
      ?.split(';', 1)[0] ?? ''
  const url = new URL(response.headers.get('refresh')?.replace('0; url=', '') ?? '')
  return { cookie, state: url.searchParams.get('state') ?? '' }
}

/** The callback page's own POST; every part of it can be made wrong. */
export const postCallback = (
  server: TestServer,
  attempt: Pick<AttemptInBrowser, 'provider' | 'cookie' | 'state'>,
  changes: { body?: unknown; headers?: Record<string, string>; provider?: string; step?: 'organizations' } = {},
): Promise<Response> =>
  server.request(
    `/callback/${changes.provider ?? attempt.provider}${changes.step === undefined ? '' : '/organizations'}`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: PUBLIC_URL,
        ...(attempt.cookie === '' ? {} : { cookie: attempt.cookie }),
        ...changes.headers,
      },
      body: JSON.stringify(changes.body ?? { code: 'a-code', state: attempt.state }),
    },
  )
