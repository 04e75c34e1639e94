import { HttpProblem } from './http-problem.ts'

/**
 * Only our own pages may post here. SameSite keeps the attempt cookie from other sites; this keeps out other origins of
 * our own site, too. Every engine sends Origin with a POST; one without it is no browser's.
 *
 * @throws HttpProblem origin_not_allowed
 */
export const requireOwnOrigin = (request: Request, publicUrl: string): void => {
  if (request.headers.get('origin') !== publicUrl)
    throw new HttpProblem('origin_not_allowed', { detail: 'Origin must be our own' })
}
