import type { ConfiguredProvider } from '@hitch/providers'
import { z } from 'zod'
import { toCreatedTime } from './instant.ts'
import type { LeafCredential } from './leaf.ts'

/** Leaf documents `{id, status, createdTime, ...the posted fields}`; whatever is missing or odd reads as `null`. */
export const credentialAnswerSchema = z.record(z.string(), z.unknown()).nullable()

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null

/** `null` for an answer that holds nothing: `null` and `{}` say the same as an empty body. */
export const toCredential = (
  answer: z.infer<typeof credentialAnswerSchema>,
  provider: Pick<ConfiguredProvider, 'credential'>,
): LeafCredential | null => {
  if (answer === null || Object.keys(answer).length === 0) return null
  // What a POST of this provider sends is what putting back needs: the names come from there, the values from Leaf.
  const names = Object.keys(provider.credential.body(''))
  const fields = names.flatMap((name): [string, string][] => {
    const value = answer[name]
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return {
    id: textOf(answer['id']),
    createdTime: toCreatedTime(answer['createdTime']),
    statusWord: textOf(answer['status']),
    refreshToken: textOf(answer['refreshToken']),
    fields: Object.fromEntries(fields),
  }
}
