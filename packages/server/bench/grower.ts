import type { Attempt, CreatedAttempt, CreatedSession, ProviderId } from '@hitch/protocol'
import { isAttemptOutcome, TICKET_PART } from '@hitch/protocol'
import type { FlowTarget } from '../../../e2e/stack/flow.ts'
import type { Answer, HttpClient } from './http-client.ts'
import { signIn } from './sign-in.ts'

/** The one provider of the bench: its flow is the plainest, and the bare handler knows no other. */
export const PROVIDER: ProviderId = 'CNHIFieldOps'

/** How often a page asks meanwhile; the widget itself asks less often. Milliseconds. */
const ASK_AGAIN = 100
const PATIENCE = 30_000
const BOUNDARY = 'hitch-bench'

export interface Grower {
  /** The host's own externalId. */
  readonly name: string
  /** Where the request comes from, as a trusted proxy says: growers do not share one address, and its limits. */
  readonly address: string
}

export interface Observer {
  /** Each answer of the server's, with the milliseconds that it took as the grower sees it. */
  answered(route: string, answer: Answer, milliseconds: number): void
}

/**
 * One grower's whole way, from the host's backend to the outcome that is acknowledged: what `e2e/stack/flow.ts` does, by a
 * leaner client. `addressOf` is asked for each request: to which instance it goes. @throws {Error} with the first answer
 * that is not as it should be
 */
export const connectGrower = async (
  client: HttpClient,
  { bffUrl, hostUrl, secretKey }: FlowTarget,
  grower: Grower,
  addressOf: () => string,
  observer: Observer,
): Promise<Attempt> => {
  const from = { 'x-forwarded-for': grower.address }
  const ask = async (
    route: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
    expected: (status: number) => boolean = (status) => status < 300,
  ): Promise<Answer> => {
    const method = route.startsWith('GET') ? 'GET' : 'POST'
    const begun = performance.now()
    const answer = await client.ask(addressOf() + path, {
      method,
      headers: { ...from, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    observer.answered(route, answer, performance.now() - begun)
    if (!expected(answer.status)) throw new Error(`${route}: ${answer.status} ${answer.text.slice(0, 200)}`)
    return answer
  }
  const json = { origin: hostUrl, 'content-type': 'application/json' }
  const session = await ask(
    'POST /v1/sessions',
    '/v1/sessions',
    { ...json, authorization: `Bearer ${secretKey}` },
    JSON.stringify({ externalId: grower.name, origin: hostUrl }),
  )
  const { sessionToken } = JSON.parse(session.text) as CreatedSession
  const bySession = { ...json, authorization: `Bearer ${sessionToken}` }
  const created = await ask('POST /v1/attempts', '/v1/attempts', bySession, JSON.stringify({ provider: PROVIDER }))
  const { attemptId, ticket } = JSON.parse(created.text) as CreatedAttempt

  const { name, filename, type } = TICKET_PART
  const part = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`
  const started = await ask(
    'POST /start',
    '/start',
    { origin: hostUrl, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    `${part}${ticket}\r\n--${BOUNDARY}--\r\n`,
  )
  const authorizationUrl = /url=(.+)$/.exec(started.header('refresh') ?? '')?.[1]
  if (authorizationUrl === undefined) throw new Error('POST /start: no authorization URL')

  const back = await signIn(client, authorizationUrl)
  await ask('GET /callback', back.pathname + back.search, {})
  await ask(
    'POST /callback',
    back.pathname,
    { origin: bffUrl, cookie: started.cookies.join('; '), 'content-type': 'application/json' },
    JSON.stringify(Object.fromEntries(back.searchParams)),
  )
  for (const begun = Date.now(); ;) {
    const { text } = await ask('GET /v1/attempts', `/v1/attempts/${attemptId}`, bySession)
    const attempt = JSON.parse(text) as Attempt
    if (isAttemptOutcome(attempt.status)) {
      await ask('POST ack', `/v1/attempts/${attemptId}/ack`, bySession)
      return attempt
    }
    if (Date.now() - begun > PATIENCE) throw new Error(`stuck: ${attempt.status}`)
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN))
  }
}
