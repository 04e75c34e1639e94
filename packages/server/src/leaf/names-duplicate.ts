import { z } from 'zod'

/** JHipster's problem document, as Leaf uses it, plus the fields of RFC 9457. */
const problemSchema = z.object({
  title: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  errorKey: z.string().optional().catch(undefined),
})

const DUPLICATE =
  /\bduplicate|already[ -]?(exist|has\b|have\b|attached|connected|registered)|\bexists already|credentials? ?exists?\b/i
const DENIED = /\b(not|never|no|without|cannot)\b|n't\b/i

/**
 * Whether a refusal names a duplicate, as a 409 would. Upon it an old credential may be removed, so only plain words
 * count, in the fields that are for words: "this token was already used" is a refused token, not a duplicate.
 */
export const namesDuplicate = (text: string): boolean => {
  const problem = problemSchema.safeParse(parseJson(text))
  if (!problem.success) return false
  return Object.values(problem.data).some(
    (words) => words !== undefined && DUPLICATE.test(words) && !DENIED.test(words),
  )
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
