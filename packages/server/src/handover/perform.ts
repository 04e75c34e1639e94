import type { ConfiguredProvider } from '@hitch/providers'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import type { LeafCredential, LeafPostAnswer } from '../leaf/leaf.ts'
import type { ConnectionKey } from './generation.ts'
import { withoutMask } from './mask.ts'
import type { AttemptRow } from './read-facts.ts'
import type { SealedFor, Sealer } from './seal.ts'

/** A call to Leaf that was decided on, with all that it needs. No transaction is held while it runs. */
export type Deed =
  | { readonly kind: 'look' | 'post' | 'delete' | 'put_back' | 'sync' | 'organizations'; readonly attempt: AttemptRow }
  | { readonly kind: 'disconnect'; readonly generation: number }
  | { readonly kind: 'recheck'; readonly organizations: boolean }

/** What came of it. `failed` holds whatever was thrown; the rest was answered. */
export type Result =
  | {
      readonly kind: 'looked'
      readonly attemptId: string
      readonly credential: LeafCredential | null
      readonly tokens: Tokens
    }
  | { readonly kind: 'posted'; readonly attemptId: string; readonly answer: LeafPostAnswer; readonly tokens: Tokens }
  /** `no_token`: Leaf has never shown it, so nothing could be sent. */
  | { readonly kind: 'put_back'; readonly attemptId: string; readonly answer: LeafPostAnswer['kind'] | 'no_token' }
  | { readonly kind: 'deleted' | 'synced'; readonly attemptId: string }
  | { readonly kind: 'organizations'; readonly attemptId: string; readonly listed: boolean }
  | { readonly kind: 'disconnected'; readonly generation: number }
  | { readonly kind: 'rechecked'; readonly credential: LeafCredential | null; readonly listed: boolean | null }
  | { readonly kind: 'failed'; readonly deed: Deed; readonly error: unknown }

/** By which a credential is told to be ours, or the old one. */
export interface Tokens {
  readonly token: string
  readonly previousToken: string | null
}

type Performer = Pick<ServerContext, 'leaf' | 'seam'> & { readonly sealer: Sealer }

/** Does one deed at Leaf and tells what came of it; never throws. */
export const perform = async (
  performer: Performer,
  key: ConnectionKey,
  provider: ConfiguredProvider,
  deed: Deed,
): Promise<Result> => {
  try {
    await performer.seam(`attach.before_${deed.kind}`)
    const result = await call(performer, key, provider, deed)
    await performer.seam(`attach.after_${deed.kind}`)
    return result
  } catch (error) {
    return { kind: 'failed', deed, error }
  }
}

const call = async (
  { leaf, sealer }: Performer,
  key: ConnectionKey,
  provider: ConfiguredProvider,
  deed: Deed,
): Promise<Result> => {
  const { leafUserId } = key
  if (deed.kind === 'disconnect') {
    await leaf.credentials.delete(leafUserId, provider)
    return { kind: 'disconnected', generation: deed.generation }
  }
  if (deed.kind === 'recheck') {
    const [credential, listed] = await Promise.all([
      leaf.credentials.get(leafUserId, provider),
      deed.organizations ? leaf.organizations(leafUserId).then(isAnyConnected) : null,
    ])
    return { kind: 'rechecked', credential, listed }
  }
  const { attempt } = deed
  const attemptId = attempt.attempt_id
  switch (deed.kind) {
    case 'look': {
      const tokens = await unsealTokens(sealer, attempt)
      const credential = withoutMask(await leaf.credentials.get(leafUserId, provider), tokens.token)
      return { kind: 'looked', attemptId, credential, tokens }
    }
    case 'post': {
      const tokens = await unsealTokens(sealer, attempt)
      const body = provider.credential.body(tokens.token)
      const answer = await leaf.credentials.post(leafUserId, provider, body)
      if (answer.kind !== 'accepted') return { kind: 'posted', attemptId, answer, tokens }
      const credential = withoutMask(answer.credential, tokens.token)
      return { kind: 'posted', attemptId, answer: { ...answer, credential }, tokens }
    }
    case 'delete':
      await leaf.credentials.delete(leafUserId, provider)
      return { kind: 'deleted', attemptId }
    case 'put_back': {
      const body = await unsealPrevious(sealer, attempt)
      if (body['refreshToken'] === undefined) return { kind: 'put_back', attemptId, answer: 'no_token' }
      const { kind: answer } = await leaf.credentials.post(leafUserId, provider, body)
      return { kind: 'put_back', attemptId, answer }
    }
    case 'sync':
      await leaf.syncOrganizations(leafUserId)
      return { kind: 'synced', attemptId }
    case 'organizations':
      return { kind: 'organizations', attemptId, listed: isAnyConnected(await leaf.organizations(leafUserId)) }
  }
}

/** Whether the grower shares any: only then is John Deere connected. */
export const isAnyConnected = (organizations: readonly { connected: boolean }[]): boolean =>
  organizations.some((organization) => organization.connected)

const ownerOf = (attempt: AttemptRow) => ({
  attemptId: attempt.attempt_id,
  leafUserId: attempt.leaf_user_id,
  provider: attempt.provider,
})

const unsealTokens = async (sealer: Sealer, attempt: AttemptRow): Promise<Tokens> => ({
  token: await sealer.unseal(attempt.sealed_token ?? '', { ...ownerOf(attempt), holds: 'refresh_token' }),
  previousToken:
    attempt.sealed_previous === null ? null : ((await unsealPrevious(sealer, attempt))['refreshToken'] ?? null),
})

const fieldsSchema = z.record(z.string(), z.string())

/** The fields that put the old credential back. */
export const unsealPrevious = async (sealer: Sealer, attempt: AttemptRow): Promise<Record<string, string>> => {
  const owner: SealedFor = { ...ownerOf(attempt), holds: 'previous_credential' }
  return fieldsSchema.parse(JSON.parse(await sealer.unseal(attempt.sealed_previous ?? '', owner)))
}

export const sealPrevious = async (
  sealer: Sealer,
  attempt: AttemptRow,
  fields: Readonly<Record<string, string>>,
): Promise<string> => await sealer.seal(JSON.stringify(fields), { ...ownerOf(attempt), holds: 'previous_credential' })
