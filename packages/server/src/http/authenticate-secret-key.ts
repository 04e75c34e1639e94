import type { SecretKey } from '../context.ts'
import { equalInConstantTime } from '../crypto/hash.ts'
import { ASK_FOR_BEARER, bearerToken } from './bearer.ts'
import { HttpProblem } from './http-problem.ts'

/**
 * Which key the host's backend presents. All keys are compared, each in constant time, so that the time taken tells
 * neither a prefix nor which key came near.
 *
 * @throws HttpProblem secret_key_invalid
 */
export const authenticateSecretKey = (request: Request, keys: readonly SecretKey[]): SecretKey => {
  const presented = bearerToken(request)
  const [found] = keys.filter((candidate) => equalInConstantTime(candidate.key, presented ?? ''))
  if (presented === null || found === undefined)
    throw new HttpProblem('secret_key_invalid', { headers: { ...ASK_FOR_BEARER } })
  return found
}

/** Whether a key may be used for an origin: its own scope, if it has one. */
export const isWithinScope = (key: SecretKey, origin: string): boolean =>
  key.origins === undefined || key.origins.includes(origin)
