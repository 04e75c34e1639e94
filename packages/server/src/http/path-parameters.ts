import { isProviderId, type ProviderId } from '@hitch/protocol'
import { field } from '@hitch/protocol/schemas'
import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import { HttpProblem } from './http-problem.ts'
import { validate } from './validate.ts'

/** An id of our own. One that is not of our form is not known either. @throws HttpProblem not_found */
export const idParameter = (c: Context<AppEnv>, name: 'sessionId' | 'attemptId' | 'linkId'): string => {
  const id = field.id.safeParse(c.req.param(name))
  if (!id.success) throw new HttpProblem('not_found')
  return id.data
}

/** @throws HttpProblem not_found */
export const providerParameter = (c: Context<AppEnv>): ProviderId => {
  const provider = c.req.param('provider')
  if (!isProviderId(provider)) throw new HttpProblem('not_found')
  return provider
}

/** Leaf's id of a user, from a path or a query. @throws HttpProblem invalid_request */
export const leafUserIdParameter = (value: unknown): string => validate(field.leafUserId, value)
