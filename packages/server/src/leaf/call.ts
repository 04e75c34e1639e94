import type { Upstream, UpstreamAnswer } from '@hitch/providers'
import type { LeafAccount } from '../options.ts'
import { baseOf } from './base.ts'
import { judgeUnusable, toLeafError } from './judge.ts'
import { LeafError } from './leaf.ts'
import type { TokenSource } from './token.ts'

export interface LeafRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** From `leafPath`, after the base. */
  readonly path: string
  readonly json?: unknown
  /** Milliseconds. */
  readonly timeout: number
  /** For the log. */
  readonly name: string
}

/**
 * One call to Leaf with the operator's token: any answer but 401 and "not now" comes back.
 *
 * A 401 renews the token once and sends again, which is safe: Leaf has refused before it acted.
 * @throws LeafError `unauthorized` after a second 401, or at once with a token that cannot be renewed; `unavailable`
 */
export type LeafCall = (request: LeafRequest) => Promise<UpstreamAnswer>

export interface LeafCallOptions {
  readonly account: LeafAccount
  readonly upstream: Upstream
  readonly tokens: TokenSource
  readonly now: () => number
}

export const createLeafCall = ({ account, upstream, tokens, now }: LeafCallOptions): LeafCall => {
  const send = ({ path, ...request }: LeafRequest, token: string): Promise<UpstreamAnswer> =>
    upstream
      .send({ ...request, url: `${baseOf(account)}${path}`, headers: { authorization: `Bearer ${token}` } })
      .catch((error: unknown) => {
        throw toLeafError(request.name, error, { sent: true })
      })

  return async (request) => {
    const token = await tokens.current()
    let answer = await send(request, token)
    if (answer.status === 401) {
      const renewed = await tokens.renew(token)
      if (renewed !== null) answer = await send(request, renewed)
      if (answer.status === 401) throw new LeafError('unauthorized', `${request.name}: 401`, { sent: false })
    }
    judgeUnusable(request.name, answer, { now: now(), sent: true })
    return answer
  }
}
