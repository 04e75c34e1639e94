import { PERMISSIONS, type CreateSession } from '@hitch/protocol'
import type { SecretKey, ServerContext } from '../context.ts'
import { isWithinScope } from '../http/authenticate-secret-key.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { liesOn } from '../http/origins.ts'
import type { FindOrCreateLeafUser } from './find-or-create-leaf-user.ts'

const DEFAULT_SECONDS = 1800

/** What a session is made of, as its row and its ticket's row have it. */
export interface SessionTerms {
  readonly columns: {
    readonly leaf_user_id: string
    readonly origin: string
    readonly subject: string | null
    readonly locale: string | null
    readonly return_url: string | null
    readonly providers: string | null
    readonly can: string
  }
  readonly seconds: number
}

/**
 * A host's wish, checked, with its Leaf user found or made. Everything is checked before Leaf is asked for anything.
 *
 * @throws HttpProblem origin_not_allowed, invalid_request, conflict; LeafError
 */
export const settleTerms = async (
  { allowedOrigins }: Pick<ServerContext, 'allowedOrigins'>,
  findOrCreateLeafUser: FindOrCreateLeafUser,
  key: SecretKey,
  wish: CreateSession,
): Promise<SessionTerms> => {
  if (!allowedOrigins.includes(wish.origin) || !isWithinScope(key, wish.origin))
    throw new HttpProblem('origin_not_allowed', {
      detail: 'origin is not among those that this key makes sessions for',
    })
  if (wish.returnUrl !== undefined && !liesOn(wish.returnUrl, wish.origin))
    throw new HttpProblem('invalid_request', { detail: 'returnUrl: must be on the origin of the session' })
  return {
    columns: {
      leaf_user_id: await chooseLeafUser(findOrCreateLeafUser, wish),
      origin: wish.origin,
      subject: wish.subject ?? null,
      locale: wish.locale ?? null,
      return_url: wish.returnUrl ?? null,
      providers: wish.providers === undefined ? null : JSON.stringify([...new Set(wish.providers)]),
      can: JSON.stringify([...new Set(wish.can ?? PERMISSIONS)]),
    },
    seconds: wish.expiresIn ?? DEFAULT_SECONDS,
  }
}

/** @throws HttpProblem invalid_request, conflict; LeafError */
export const chooseLeafUser = async (
  findOrCreateLeafUser: FindOrCreateLeafUser,
  wish: Pick<CreateSession, 'leafUserId' | 'externalId' | 'user'>,
): Promise<string> => {
  if (wish.leafUserId !== undefined) return wish.leafUserId
  if (wish.externalId === undefined) throw new HttpProblem('invalid_request', { detail: 'leafUserId or externalId' })
  return await findOrCreateLeafUser(wish.externalId, wish.user)
}
