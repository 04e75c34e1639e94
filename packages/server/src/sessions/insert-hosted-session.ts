import type { LinkBrand, Permission, ProviderId } from '@hitch/protocol'
import type { Transaction } from 'kysely'
import type { ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId, randomSecret } from '../crypto/random.ts'
import { inFuture } from '../database/clock.ts'
import type { Tables } from '../database/tables.ts'
import { HOSTED_PAGE } from './hosted-page.ts'

/** What a link or a ticket has of the session that it gives. */
export interface HostedTerms {
  readonly leaf_user_id: string
  readonly subject: string | null
  readonly locale: string | null
  /** `null`: all that are configured. */
  readonly providers: readonly ProviderId[] | null
  readonly can: readonly Permission[]
  readonly milliseconds: number
  /** Where the grower may go when he is done. */
  readonly leaveUrl: string | null
  readonly linkId?: string
  readonly brand?: LinkBrand | null
}

/**
 * A session that works from our own pages alone, and comes back to the hosted page from a provider.
 *
 * @returns the session's token, for its cookie
 */
export const insertHostedSession = async (
  transaction: Transaction<Tables>,
  { publicUrl, randomBytes }: Pick<ServerContext, 'publicUrl' | 'randomBytes'>,
  { leaf_user_id, subject, locale, providers, can, milliseconds, leaveUrl, linkId, brand }: HostedTerms,
): Promise<string> => {
  const token = randomSecret(randomBytes)
  await transaction
    .insertInto('sessions')
    .values({
      session_id: randomId(randomBytes, 'ses'),
      token_hash: sha256(token),
      leaf_user_id,
      origin: publicUrl,
      subject,
      locale,
      return_url: publicUrl + HOSTED_PAGE,
      providers: providers && JSON.stringify(providers),
      can: JSON.stringify(can),
      expires_at: inFuture(milliseconds),
      link_id: linkId ?? null,
      brand: brand ? JSON.stringify(brand) : null,
      leave_url: leaveUrl,
    })
    .execute()
  return token
}
