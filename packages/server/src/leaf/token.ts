import type { Upstream } from '@hitch/providers'
import { z } from 'zod'
import type { LeafAccount } from '../options.ts'
import { baseOf } from './base.ts'
import { LeafError } from './leaf.ts'
import { judgeUnusable, readAnswer, toLeafError } from './judge.ts'

/** Where the token for Leaf comes from. */
export interface TokenSource {
  /** The token in use; the first call signs in. */
  current(): Promise<string>
  /**
   * A token other than the refused one, or `null` when there is none to be had (LEAF_TOKEN). Calls that were refused
   * with the same token share one sign-in, and those refused with an older one get the newer token at once.
   */
  renew(refused: string): Promise<string | null>
}

export interface TokenSourceOptions {
  readonly account: LeafAccount
  readonly upstream: Upstream
  /** Milliseconds for one sign-in. */
  readonly timeout: number
  readonly log: { info(fields: Record<string, string>, message: string): void }
  readonly now: () => number
}

const signedInSchema = z.object({ id_token: z.string().regex(/^[\x21-\x7e]+$/) })

/** LEAF_TOKEN as it is, or sign-in by name and password. Leaf has no refresh: who needs a new token signs in again. */
export const createTokenSource = ({ account, upstream, timeout, log, now }: TokenSourceOptions): TokenSource => {
  if ('token' in account) return { current: () => Promise.resolve(account.token), renew: () => Promise.resolve(null) }

  let inUse: string | undefined
  let signingIn: Promise<string> | undefined

  const signIn = async (): Promise<string> => {
    const answer = await upstream
      .send({
        method: 'POST',
        url: `${baseOf(account)}/api/authenticate`,
        // Strings, not booleans: Leaf refuses others. "true" gives 30 days, "false" 24 hours.
        json: { username: account.username, password: account.password, rememberMe: 'true' },
        timeout,
        name: 'leaf sign-in',
      })
      .catch((error: unknown) => {
        throw toLeafError('leaf sign-in', error, { sent: false })
      })
    judgeUnusable('leaf sign-in', answer, { now: now(), sent: false })
    if (answer.status !== 200) throw new LeafError('unauthorized', `leaf sign-in: ${answer.status}`, { sent: false })
    const { id_token: token } = readAnswer('leaf sign-in', answer, signedInSchema, { sent: false })
    inUse = token
    log.info({ upstream: 'leaf' }, 'signed in to Leaf')
    return token
  }

  const signInOnce = (): Promise<string> => {
    signingIn ??= signIn().finally(() => {
      signingIn = undefined
    })
    return signingIn
  }

  return {
    current: async () => inUse ?? signInOnce(),
    renew: async (refused) => (inUse === undefined || inUse === refused ? signInOnce() : inUse),
  }
}
