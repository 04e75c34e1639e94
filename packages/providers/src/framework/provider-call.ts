import { z } from 'zod'
import { ProviderError, type ProviderCallContext } from './provider.ts'
import { readRefusal, type RefusalMeaning } from './refusal.ts'
import { UpstreamError, type UpstreamAnswer, type UpstreamRequest } from './upstream.ts'

/** Milliseconds for one call to a provider or helper, where the caller names none. */
const CALL_TIMEOUT = 10_000

/**
 * Sends, once, and gives the whole answer, whatever its status.
 *
 * @throws ProviderError `provider_timeout`, `provider_unavailable`; `answered` is false when the code may have been used
 */
export const sendToProvider = async (
  { upstream, timeout = CALL_TIMEOUT }: ProviderCallContext,
  request: Omit<UpstreamRequest, 'timeout'>,
): Promise<UpstreamAnswer> => {
  try {
    return await upstream.send({ ...request, timeout })
  } catch (error) {
    throw error instanceof UpstreamError ? toProviderError(error) : error
  }
}

/** No connection was made: nothing was sent. Or it answered, but not as agreed: it has done what it would do. */
const KNOWN = new Set<UpstreamError['kind']>(['unreachable', 'redirected', 'too_large', 'malformed'])

const toProviderError = (error: UpstreamError): ProviderError =>
  new ProviderError(error.kind === 'timeout' ? 'provider_timeout' : 'provider_unavailable', error.message, {
    answered: KNOWN.has(error.kind),
    cause: error,
  })

export interface Judged {
  /** For the log: whose answer, such as `CNHI get_token`. */
  readonly name: string
  readonly refusals: readonly RefusalMeaning[]
}

/** A text that is not blank. A blank refresh token at Leaf would be a credential that never works. */
const fieldSchema = z.string().regex(/\S/)
const answerSchema = z.record(z.string(), z.unknown())

/** The `url` of a helper's answer. Still text from outside: `judgeAuthorizationUrl` is next. */
export const judgeUrl = (answer: UpstreamAnswer, judged: Judged): string => judgeField(answer, 'url', judged)

/** The refresh token of an answer. */
export const judgeRefreshToken = (
  answer: Pick<UpstreamAnswer, 'status' | 'text'>,
  field: 'refresh_token' | 'refreshToken',
  judged: Judged,
): string => judgeField(answer, field, judged)

/** A helper may tell an error with status 200, so an answer without the field is read as a refusal, whatever its status. */
const judgeField = (
  answer: Pick<UpstreamAnswer, 'status' | 'text'>,
  field: string,
  { name, refusals }: Judged,
): string => {
  const succeeded = answer.status >= 200 && answer.status <= 299
  const parsed = answerSchema.safeParse(parseJson(answer.text))
  const value = fieldSchema.safeParse(parsed.data?.[field])
  if (succeeded && value.success) return value.data
  throw new ProviderError(readRefusal(answer.text, refusals), `${name}: ${answer.status} without ${field}`, {
    answered: true,
  })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The URL to which the grower came back, as helpers want it: built anew from our own redirect URI and the code, so that
 * nothing else of the callback's query gets there. DESIGN section 4, rule 2.
 */
export const responseUrl = (redirectUri: string, code: string): string =>
  `${redirectUri}?code=${encodeURIComponent(code)}`
