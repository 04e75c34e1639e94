import type { z } from 'zod'
import { UpstreamError } from './upstream.ts'

/**
 * Parses an answer by schema. The error names the fields that do not fit, never their values, and keeps no cause:
 * JSON.parse quotes the text that it stumbles over, and that text may hold a token.
 *
 * @throws UpstreamError `malformed`
 */
export const readJson = <T>(name: string, text: string, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(parseJson(name, text))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole')
  throw new UpstreamError('malformed', `${name}: the answer does not fit its schema at ${where.join(', ')}`)
}

const parseJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UpstreamError('malformed', `${name}: the answer is not JSON`)
  }
}
