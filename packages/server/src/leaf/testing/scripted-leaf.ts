import { createUpstream, type ConfiguredProvider } from '@hitch/providers'
import { expect, onTestFinished } from 'vitest'
import type { LeafAccount } from '../../options.ts'
import { DEFAULT_TIMINGS } from '../../timings.ts'
import { createLeaf } from '../create-leaf.ts'
import { LeafError } from '../leaf.ts'

/** What Leaf answers next; an Error stands for a connection that fails. */
export type Answer = { status?: number; headers?: Record<string, string>; json?: unknown; text?: string } | Error

export interface Sent {
  readonly call: string
  readonly authorization: string | undefined
  readonly json?: unknown
}

const BASE = 'https://leaf.example'

/**
 * A Leaf client over the real upstream helper and a fetch that gives the answers in order. An answer that nobody fetched
 * fails the test, and so does a call too many.
 */
export const scriptLeaf = (answers: Answer[], account: Partial<LeafAccount> = { token: 'token-1' }, now = () => 0) => {
  const left = [...answers]
  const sent: Sent[] = []
  const lines: string[] = []
  const upstream = createUpstream({
    log: { debug: (fields) => lines.push(JSON.stringify(fields)) },
    fetch: (url, { method, headers, body }) => {
      sent.push({
        call: `${method} ${url.startsWith(BASE) ? url.slice(BASE.length) : url}`,
        authorization: headers['authorization'],
        ...(body !== undefined && { json: JSON.parse(body) }),
      })
      const answer = left.shift()
      if (answer === undefined) return Promise.reject(new Error(`a call too many: ${method} ${url}`))
      if (answer instanceof Error) return Promise.reject(answer)
      const {
        status = 200,
        headers: answerHeaders,
        json,
        text = json === undefined ? null : JSON.stringify(json),
      } = answer
      return Promise.resolve(new Response(text, { status, ...(answerHeaders && { headers: answerHeaders }) }))
    },
  })
  const leaf = createLeaf({
    account: { apiUrl: BASE, ...account } as LeafAccount,
    upstream,
    timings: DEFAULT_TIMINGS,
    log: { info: (fields, message) => lines.push(JSON.stringify({ ...fields, message })) },
    now,
  })
  onTestFinished(() => {
    expect(left, 'answers that nobody fetched').toEqual([])
  })
  return { leaf, sent, lines }
}

export const unreachable = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
export const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })

/** The error of a call that must fail with one of Leaf's. */
export const leafErrorOf = async (call: Promise<unknown>): Promise<LeafError> => {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof LeafError)) throw error
  return error
}

/** As much of a provider as Leaf's client asks for. */
export const fieldOps: ConfiguredProvider = {
  id: 'CNHIFieldOps',
  label: 'CNH FieldOps',
  shortLabel: 'FieldOps',
  brands: [],
  environment: 'STAGE',
  prerequisites: [],
  dataShared: [],
  clientId: 'client',
  authorizationHosts: [],
  authorizationUrlPer: 'provider',
  requestAuthorizationUrl: () => Promise.reject(new Error('not asked for')),
  exchangeCode: () => Promise.reject(new Error('not asked for')),
  portal: { url: null, steps: [] },
  credential: {
    path: 'cnhi-field-ops-credentials',
    body: (refreshToken) => ({ clientId: 'client', clientSecret: 'secret', refreshToken, clientEnvironment: 'STAGE' }),
  },
}
