import { ENVIRONMENTS } from '@hitch/protocol'
import { z } from 'zod'
import { isSafeUrl } from './loopback.ts'

/**
 * Kinds of settings, as they stand in environment variables. Their messages say what is wrong and never quote the value:
 * it may be a secret. Blank values count as missing and never get here.
 */

/** Printable ASCII: what a header, a form and JSON carry alike. */
const text = z.string().regex(/^[\x21-\x7e]+$/, { error: 'must be letters, digits and signs without blanks' })

/** RFC 7617 section 2: the name of HTTP Basic holds no colon, or the server would cut it there. */
const basicName = text.refine((value) => !value.includes(':'), { error: 'must not contain a colon' })

const environment = z.enum(ENVIRONMENTS, { error: `must be ${ENVIRONMENTS.join(' or ')}` })

const url = z.string().refine(isUrlOfOurs, {
  error: 'must be an absolute https URL (http only on loopback) without user, query or fragment',
})

/** A base to which a path is appended; it may end in a path of its own. */
const baseUrl = url.transform((value) => value.replace(/\/+$/, ''))

export const setting = { text, basicName, environment, url, baseUrl } as const

function isUrlOfOurs(value: string): boolean {
  if (!URL.canParse(value)) return false
  const parsed = new URL(value)
  return isSafeUrl(parsed) && parsed.username === '' && parsed.password === '' && !/[?#]/.test(value)
}

/** The operator's settings cannot be used. Tells names and what is wrong; a value never. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly variables: readonly string[]
  constructor(variables: readonly string[], message: string) {
    super(message)
    this.variables = variables
  }
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads one provider's settings: `null` when none of those that it needs is there.
 *
 * @throws SettingsError when some but not all are there, or one has a bad value
 */
export const readSettings = <Shape extends z.ZodRawShape>(
  label: string,
  schema: z.ZodObject<Shape>,
  environment: Environment,
): z.output<z.ZodObject<Shape>> | null => {
  const names = Object.keys(schema.shape)
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const needed = names.filter((name) => !z.safeParse(schema.shape[name] as z.ZodType, undefined).success)
  const missing = needed.filter((name) => given[name] === undefined)
  if (missing.length === needed.length) return null
  if (missing.length > 0)
    throw new SettingsError(
      missing,
      `${missing.join(', ')} missing: ${label} is offered with all of ${needed.join(', ')}, or with none of them`,
    )
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0])
  throw new SettingsError([name], `${name} ${issue?.message}`)
}
