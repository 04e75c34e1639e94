import { field } from '@hitch/protocol/schemas'
import { z } from 'zod'
import { USER_MANAGEMENT } from './base.ts'
import type { LeafCall } from './call.ts'
import { judgeRest, readAnswer } from './judge.ts'
import { LeafError, type Leaf } from './leaf.ts'
import { leafPath, leafQuery } from './path.ts'

const PAGE_SIZE = 100
const MOST_PAGES = 20

/** Foreign entries may be of any shape; only one whose externalId is ours must have a usable id. */
const foundSchema = z.array(z.looseObject({ id: z.unknown().optional(), externalId: z.unknown().optional() }))
const userSchema = z.object({ id: field.leafUserId })

export interface LeafUsersOptions {
  readonly call: LeafCall
  readonly readTimeout: number
  readonly writeTimeout: number
}

/**
 * Leaf users: found, looked at, made. Never PUT: Leaf detaches the credentials that the body omits (providers.md).
 */
export const createLeafUsers = ({ call, readTimeout, writeTimeout }: LeafUsersOptions): Leaf['users'] => ({
  async findByExternalId(externalId) {
    // An empty filter is no filter: Leaf would list everybody.
    if (externalId.trim() === '') throw new TypeError('externalId is blank')
    const name = 'leaf users by externalId'
    const ids = new Set<string>()
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const path = `${USER_MANAGEMENT}/users${leafQuery({ externalId, page, size: PAGE_SIZE })}`
      // One page after the other: a page shorter than asked for is the last.
      const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
      judgeRest(name, answer)
      const users = readAnswer(name, answer, foundSchema, { sent: true })
      // Leaf's search may be looser than equality: a prefix, a part, another case.
      for (const user of users) if (user.externalId === externalId) ids.add(readId(name, user))
      if (users.length < PAGE_SIZE) return [...ids]
    }
    // Giving up as "not found" would make the grower a second time.
    throw new LeafError('unavailable', `${name}: more than ${MOST_PAGES * PAGE_SIZE} results`, { sent: true })
  },

  async exists(leafUserId) {
    const name = 'leaf user'
    const path = `${USER_MANAGEMENT}${leafPath('users', leafUserId)}`
    const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
    // 400: an id that is not of Leaf's form belongs to nobody either.
    if ([400, 404, 410].includes(answer.status)) return false
    judgeRest(name, answer)
    return readAnswer(name, answer, userSchema, { sent: true }).id === leafUserId
  },

  async create(user) {
    const name = 'leaf user create'
    const answer = await call({
      method: 'POST',
      path: `${USER_MANAGEMENT}/users`,
      // Of Leaf's fields only externalId may be left out (providers.md).
      json: { phone: '', address: '', ...user },
      timeout: writeTimeout,
      name,
    })
    judgeRest(name, answer)
    return readAnswer(name, answer, userSchema, { sent: true }).id
  },
})

const readId = (name: string, user: { id?: unknown }): string => {
  const parsed = userSchema.safeParse(user)
  if (!parsed.success) throw new LeafError('unavailable', `${name}: an id of unknown form`, { sent: true })
  return parsed.data.id
}
