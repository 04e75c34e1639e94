import { expect, onTestFinished } from 'vitest'
import { createUpstream } from '../framework/create-upstream.ts'
import { ProviderError, type ProviderCallContext } from '../framework/provider.ts'
import type { ExpectedCall } from './provider-fixture.ts'

/** What the other side answers next; an Error stands for a connection that fails, `hangs` for one that never answers. */
export type Answer = { status?: number; json?: unknown; text?: string } | Error | 'hangs'

/**
 * A call context over the real upstream helper and a fetch that gives the answers in order. An answer that nobody fetched
 * fails the test, and so does a call too many.
 */
export const scriptProvider = (
  redirectUri: string,
  answers: readonly Answer[],
  fromLeaf?: (...sent: unknown[]) => unknown,
) => {
  const left = [...answers]
  const sent: ExpectedCall[] = []
  const lines: string[] = []
  const upstream = createUpstream({
    log: { debug: (fields) => lines.push(JSON.stringify(fields)) },
    fetch: (url, { method, headers, body, signal }) => {
      sent.push({ call: `${method} ${url}`, headers, ...(body !== undefined && { body }) })
      const answer = left.shift()
      if (answer === undefined) return Promise.reject(new Error(`a call too many: ${method} ${url}`))
      if (answer === 'hangs')
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')))
        })
      if (answer instanceof Error) return Promise.reject(answer)
      const { status = 200, json, text = JSON.stringify(json) } = answer
      return Promise.resolve(new Response(text, { status }))
    },
  })
  const context: ProviderCallContext = {
    upstream,
    redirectUri,
    leafUserId: 'leaf-user-1',
    timeout: 50,
    requestUrlFromLeaf: (...asked) =>
      fromLeaf === undefined ? Promise.reject(new Error('Leaf was asked')) : Promise.resolve(fromLeaf(...asked)),
  }
  onTestFinished(() => {
    expect(left, 'answers that nobody fetched').toEqual([])
  })
  return { context, sent, lines }
}

export const unreachable = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
export const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })

/** The error of a call that must fail with one of a provider's. */
export const providerErrorOf = async (call: Promise<unknown>): Promise<ProviderError> => {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProviderError)) throw error
  return error
}
