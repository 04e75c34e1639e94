import type { z } from 'zod'
import { HttpProblem } from './http-problem.ts'

const LONGEST_DETAIL = 300

/** The value as the schema reads it, or `invalid_request` with a detail that names the fields and not what they held. */
export const validate = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const detail = result.error.issues
    .map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`))
    .join('; ')
  throw new HttpProblem('invalid_request', { detail: detail.slice(0, LONGEST_DETAIL) })
}
