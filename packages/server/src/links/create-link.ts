import { routePath, type CreatedLink, type CreateLink } from '@hitch/protocol'
import type { Selectable } from 'kysely'
import { renderSVG } from 'uqr'
import type { SecretKey, ServerContext } from '../context.ts'
import { sha256 } from '../crypto/hash.ts'
import { randomId } from '../crypto/random.ts'
import { inFuture } from '../database/clock.ts'
import type { LinksTable } from '../database/tables.ts'
import { isWithinScope } from '../http/authenticate-secret-key.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { isHttpsOrLoopback, liesOn } from '../http/origins.ts'
import type { FindOrCreateLeafUser } from '../sessions/find-or-create-leaf-user.ts'
import { chooseLeafUser } from '../sessions/settle-terms.ts'
import { linkMessage } from './link-message.ts'
import { linkSecret, recallSecret } from './link-secret.ts'

const DEFAULT_SECONDS = 24 * 60 * 60

type Row = Selectable<LinksTable>

/**
 * Makes a connect link. The Leaf user is found or made now, while the host's backend waits: whoever opens the link could
 * do nothing about what is wrong.
 *
 * @param idempotencyKey The same one with the same body answers the same link, however often and however many at once.
 * @throws HttpProblem origin_not_allowed, invalid_request, conflict; LeafError
 */
export const createLink = async (
  context: ServerContext,
  findOrCreateLeafUser: FindOrCreateLeafUser,
  key: SecretKey,
  wish: CreateLink,
  idempotencyKey: string | undefined,
): Promise<CreatedLink> => {
  checkWish(context, key, wish)
  const bodyHash = sha256(JSON.stringify(wish))
  const keyHash = idempotencyKey === undefined ? null : sha256(readKey(idempotencyKey))
  const standing = await findByKey(context, key, keyHash)
  if (standing !== undefined) return tellAgain(context, standing, bodyHash)

  const [newest] = context.encryptionKeys
  if (newest === undefined) throw new TypeError('at least one encryption key is needed')
  const linkId = randomId(context.randomBytes, 'lnk')
  const secret = linkSecret(newest, linkId)
  const made = await context.database
    .insertInto('links')
    .values({
      link_id: linkId,
      secret_hash: sha256(secret),
      made_by: key.name,
      leaf_user_id: await chooseLeafUser(findOrCreateLeafUser, wish),
      subject: wish.subject,
      providers: wish.providers === undefined ? null : JSON.stringify([...new Set(wish.providers)]),
      locale: wish.locale ?? null,
      return_url: wish.returnUrl ?? null,
      brand: wish.brand === undefined ? null : JSON.stringify(wish.brand),
      max_completions: wish.maxCompletions ?? 1,
      idempotency_key: keyHash,
      body_hash: bodyHash,
      expires_at: inFuture((wish.expiresIn ?? DEFAULT_SECONDS) * 1000),
    })
    .onConflict((conflict) => conflict.columns(['made_by', 'idempotency_key']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (made !== undefined) return tell(context, made, secret)
  // Another call with the same key was quicker.
  const other = await findByKey(context, key, keyHash)
  if (other === undefined) throw new HttpProblem('internal', { detail: 'the link was neither made nor found' })
  return tellAgain(context, other, bodyHash)
}

const checkWish = ({ allowedOrigins, publicUrl }: ServerContext, key: SecretKey, wish: CreateLink): void => {
  if (!isWithinScope(key, publicUrl))
    throw new HttpProblem('origin_not_allowed', { detail: 'this key makes no sessions for pages of the BFF itself' })
  const { returnUrl } = wish
  const isAllowed = (origin: string): boolean => isWithinScope(key, origin) && liesOn(returnUrl ?? '', origin)
  if (returnUrl !== undefined && !allowedOrigins.some(isAllowed))
    throw new HttpProblem('invalid_request', { detail: 'returnUrl: must be on an allowed origin' })
  if (wish.brand?.logoUrl !== undefined && !isHttpsOrLoopback(new URL(wish.brand.logoUrl)))
    throw new HttpProblem('invalid_request', { detail: 'brand.logoUrl: must be https (http only on loopback)' })
}

const readKey = (idempotencyKey: string): string => {
  if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey))
    throw new HttpProblem('invalid_request', { detail: 'Idempotency-Key: 1 to 200 visible ASCII characters' })
  return idempotencyKey
}

const findByKey = async (
  { database }: Pick<ServerContext, 'database'>,
  key: SecretKey,
  keyHash: string | null,
): Promise<Row | undefined> =>
  keyHash === null
    ? undefined
    : await database
        .selectFrom('links')
        .selectAll()
        .where('made_by', '=', key.name)
        .where('idempotency_key', '=', keyHash)
        .executeTakeFirst()

const tellAgain = (context: ServerContext, link: Row, bodyHash: string): CreatedLink => {
  if (link.body_hash !== bodyHash)
    throw new HttpProblem('conflict', { detail: 'this Idempotency-Key made a link from another body' })
  const secret = recallSecret(context.encryptionKeys, link)
  if (secret === null)
    throw new HttpProblem('conflict', {
      detail: 'the encryption key that this link was made with is gone; make another',
    })
  return tell(context, link, secret)
}

const tell = ({ publicUrl, brand }: ServerContext, link: Row, secret: string): CreatedLink => {
  const url = publicUrl + routePath('linkPage', { secret })
  return {
    linkId: link.link_id,
    url,
    expiresAt: link.expires_at.toISOString(),
    qrCode: renderSVG(url, { ecc: 'M', border: 4 }),
    message: linkMessage(link, link.brand?.name ?? brand.name, url),
  }
}
