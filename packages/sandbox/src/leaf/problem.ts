import type { Context } from 'hono'
import { ConnectionReset, Refused } from '../refused.ts'
import type { SandboxEnv } from '../world.ts'

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
}

/** Leaf's errors: problem+json with JHipster's fields. */
export function renderLeafError(error: Error, c: Context<SandboxEnv>): Response {
  if (error instanceof ConnectionReset || !(error instanceof Refused)) throw error
  const problem = {
    type: 'https://www.jhipster.tech/problem/problem-with-message',
    title: error.status === 400 || error.status === 409 ? error.message : (TITLES[error.status] ?? error.message),
    status: error.status,
    path: c.req.path.replace(/^\/leaf/, ''),
    message: error.code === 'invalid_request' ? 'error.validation' : `error.${error.code}`,
    errorKey: error.code,
  }
  return c.body(JSON.stringify(problem), error.status, { 'content-type': 'application/problem+json', ...error.headers })
}
