import { isErrorCode } from '@hitch/protocol'
import { readRetryAfter } from '../leaf/retry-after.ts'
import { readOptions, type HitchClientOptions } from './client-options.ts'
import { HitchError } from './hitch-error.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly idempotencyKey?: string
}

/** Before the first repetition; each further pause is four times as long. */
const FIRST_PAUSE = 250

/**
 * One call to the BFF, repeated while that may help and time remains.
 *
 * @throws {HitchError} the last refusal, or that there was no answer
 * @throws {TypeError} of options, or of a header, that can be none
 */
export const call = async <T>(
  options: HitchClientOptions,
  { method, path, body, idempotencyKey }: Call,
): Promise<T> => {
  const { fetch = (...request) => globalThis.fetch(...request), timeout = 20_000, retries = 2 } = options
  const { base, authorization } = readOptions(options)
  const headers = new Headers({ authorization })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
  const request: RequestInit = {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // The key must not follow a redirect to a host that nobody chose. Not `error`: Cloudflare's fetch knows no such mode.
    redirect: 'manual',
  }
  const deadline = Date.now() + timeout
  for (let repeated = 0; ; repeated += 1) {
    try {
      const signal = AbortSignal.timeout(Math.max(deadline - Date.now(), 0))
      return await readAnswer<T>(base, () => fetch(base + path, { ...request, signal }))
    } catch (error) {
      if (!(error instanceof HitchError) || error.retry === 'no' || repeated >= retries) throw error
      const pause = pauseAfter(error, repeated)
      if (Date.now() + pause >= deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Milliseconds: what the BFF asks for, or a little, unlike for each caller so that they do not all come back at once. */
const pauseAfter = ({ retryAfter }: HitchError, repeated: number): number =>
  retryAfter === undefined ? FIRST_PAUSE * 4 ** repeated * (1 + Math.random()) : retryAfter * 1000

const readAnswer = async <T>(base: string, ask: () => Promise<Response>): Promise<T> => {
  let response: Response
  let text: string
  try {
    response = await ask()
    text = await response.text()
  } catch (cause) {
    throw new HitchError('internal', `The BFF at ${base} gives no answer`, { status: null, retry: 'later', cause })
  }
  if (!response.ok) throw toError(response, text)
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T
  } catch (cause) {
    throw new HitchError('internal', 'The answer is not the BFF’s: is the address right?', {
      status: response.status,
      retry: 'no',
      cause,
    })
  }
}

/** A refusal in the BFF's own words; from anything that stands between, only the status is known. */
const toError = ({ status, headers }: Response, text: string): HitchError => {
  const requestId = headers.get('x-request-id') ?? undefined
  const retryAfter = readRetryAfter(headers.get('retry-after'), Date.now())
  const problem = readProblem(text)
  if (!isErrorCode(problem.code)) {
    const retry = status === 429 || status >= 500 ? 'later' : 'no'
    return new HitchError('internal', `The BFF answered ${status}`, { status, retry, requestId, retryAfter })
  }
  const detail = typeof problem.detail === 'string' ? `: ${problem.detail}` : ''
  return new HitchError(problem.code, `${problem.code}${detail}`, { status, requestId, retryAfter })
}

const readProblem = (text: string): { code?: unknown; detail?: unknown } => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
