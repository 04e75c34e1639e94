import type { Organization } from '@hitch/protocol'
import { isSafeUrl } from '@hitch/providers'
import { z } from 'zod'
import { USER_MANAGEMENT } from './base.ts'
import type { LeafCall } from './call.ts'
import { judgeRest, readAnswer } from './judge.ts'
import type { Leaf } from './leaf.ts'
import { leafPath } from './path.ts'

const organizationSchema = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  name: z.string().optional().catch(undefined),
  managementUri: z.string().optional().catch(undefined),
})
const listSchema = z.array(z.unknown()).nullish()
const answerSchema = z.object({ connectedOrganizations: listSchema, notConnectedOrganizations: listSchema })

export interface LeafOrganizationsOptions {
  readonly call: LeafCall
  readonly readTimeout: number
  readonly writeTimeout: number
}

/** John Deere's organizations. A change of the grower's can take up to 20 minutes to show (providers.md). */
export const createLeafOrganizations = (
  options: LeafOrganizationsOptions,
): Pick<Leaf, 'organizations' | 'syncOrganizations'> => {
  const { call, readTimeout, writeTimeout } = options
  return {
    async organizations(leafUserId) {
      const name = 'leaf organizations'
      const path = `${USER_MANAGEMENT}${leafPath('users', leafUserId, 'organizations', 'JohnDeere')}`
      const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
      if (answer.status === 404) return []
      judgeRest(name, answer)
      const lists = readAnswer(name, answer, answerSchema, { sent: true })
      return [
        ...toOrganizations(lists.connectedOrganizations ?? [], true),
        ...toOrganizations(lists.notConnectedOrganizations ?? [], false),
      ]
    },

    async syncOrganizations(leafUserId) {
      const name = 'leaf organizations sync'
      const path = `${USER_MANAGEMENT}${leafPath('users', leafUserId, 'JohnDeere', 'organizations', 'sync')}`
      judgeRest(name, await call({ method: 'POST', path, timeout: writeTimeout, name }))
    },
  }
}

const toOrganizations = (list: readonly unknown[], connected: boolean): Organization[] =>
  list.flatMap((raw): Organization[] => {
    const organization = organizationSchema.safeParse(raw)
    if (!organization.success) return []
    const { id, name, managementUri } = organization.data
    return [{ id, name: name ?? id, connected, managementUri: toLink(managementUri) }]
  })

/** A link that the widget shows: https only, so that nothing of another scheme is ever pressed. */
const toLink = (text: string | undefined): string | null =>
  text !== undefined && URL.canParse(text) && isSafeUrl(new URL(text)) ? text : null
