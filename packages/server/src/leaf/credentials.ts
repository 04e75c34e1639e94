import type { ConfiguredProvider } from '@hitch/providers'
import { z } from 'zod'
import { USER_MANAGEMENT } from './base.ts'
import type { LeafCall } from './call.ts'
import { credentialAnswerSchema, toCredential } from './credential-answer.ts'
import { eventsAnswerSchema, toHealth } from './events.ts'
import { judgeRest, readAnswer } from './judge.ts'
import { LeafError, type Leaf, type LeafCredential } from './leaf.ts'
import { namesDuplicate } from './names-duplicate.ts'
import { leafPath } from './path.ts'

export interface LeafCredentialsOptions {
  readonly call: LeafCall
  /** Milliseconds: for reading, for attaching and detaching, for asking for a URL. */
  readonly readTimeout: number
  readonly writeTimeout: number
  readonly urlTimeout: number
}

const pathOf = (leafUserId: string, ...rest: readonly string[]): string =>
  `${USER_MANAGEMENT}${leafPath('users', leafUserId, ...rest)}`

/**
 * Credentials of a Leaf user. Their answers echo secrets in clear: nothing but what `toCredential` and `toHealth` pick
 * leaves this file, and errors hold statuses, never bodies.
 */
export const createLeafCredentials = (options: LeafCredentialsOptions): Leaf['credentials'] => {
  const { call, readTimeout, writeTimeout, urlTimeout } = options
  return {
    async get(leafUserId, provider) {
      const name = `leaf credential get ${provider.id}`
      const path = pathOf(leafUserId, provider.credential.path)
      const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
      if (answer.status === 404) return null
      judgeRest(name, answer)
      if (answer.text.trim() === '') return null
      return toCredential(readAnswer(name, answer, credentialAnswerSchema, { sent: true }), provider)
    },

    async post(leafUserId, provider, body) {
      const name = `leaf credential post ${provider.id}`
      const path = pathOf(leafUserId, provider.credential.path)
      const answer = await call({ method: 'POST', path, json: body, timeout: writeTimeout, name })
      const { status, text } = answer
      if (status >= 200 && status <= 299) return { kind: 'accepted', credential: readEcho(text, provider) }
      if (status === 404) return { kind: 'user_not_found' }
      if (status === 409 || (status === 400 && namesDuplicate(text))) return { kind: 'conflict' }
      return { kind: 'refused', status }
    },

    async delete(leafUserId, provider) {
      const name = `leaf credential delete ${provider.id}`
      const path = pathOf(leafUserId, provider.credential.path)
      const answer = await call({ method: 'DELETE', path, timeout: writeTimeout, name })
      if (answer.status !== 404 && answer.status !== 410) judgeRest(name, answer)
    },

    async requestUrl(leafUserId, credentialPath, body) {
      const name = `leaf authorization URL ${credentialPath}`
      const path = pathOf(leafUserId, credentialPath)
      const answer = await call({ method: 'POST', path, json: body, timeout: urlTimeout, name })
      if (answer.status === 404) throw new LeafError('user_not_found', `${name}: 404`, { sent: false })
      judgeRest(name, answer)
      return readAnswer(name, answer, z.unknown(), { sent: true })
    },

    async events(leafUserId, provider) {
      const name = `leaf credential events ${provider.id}`
      const path = pathOf(leafUserId, provider.credential.path, 'events')
      const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
      if (answer.status === 404) return []
      judgeRest(name, answer)
      if (answer.text.trim() === '') return []
      return toHealth(readAnswer(name, answer, eventsAnswerSchema, { sent: true }))
    },
  }
}

/** What Leaf echoes of an accepted POST. Accepted it is also when the echo is missing or unreadable. */
const readEcho = (text: string, provider: Pick<ConfiguredProvider, 'credential'>): LeafCredential | null => {
  try {
    return toCredential(credentialAnswerSchema.parse(JSON.parse(text)), provider)
  } catch {
    return null
  }
}
