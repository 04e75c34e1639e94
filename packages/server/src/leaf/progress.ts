import type { Count, Progress, ProviderId } from '@hitch/protocol'
import { z } from 'zod'
import type { LeafCall } from './call.ts'
import { toInstant } from './instant.ts'
import { judgeRest, readAnswer } from './judge.ts'
import type { Leaf } from './leaf.ts'
import { leafQuery } from './path.ts'

const PAGE_SIZE = 100

const total = z.int().nonnegative().optional().catch(undefined)
const summarySchema = z.object({
  provider: z.string().optional().catch(undefined),
  leafUserId: z.string().optional().catch(undefined),
  growers: total,
  farms: total,
  fields: total,
  syncReferenceTime: z.unknown().optional(),
})
const resourcesSchema = z.object({ summaries: z.array(summarySchema).nullish() })
const filesSchema = z.object({ operations: z.array(z.unknown()) })
const operationsSchema = z.array(z.unknown())

export interface LeafProgressOptions {
  readonly call: LeafCall
  readonly readTimeout: number
}

/**
 * What has arrived so far, from three of Leaf's services at once. One that does not answer leaves its part out; when
 * none answers, the first error is thrown.
 */
export const createLeafProgress = ({ call, readTimeout }: LeafProgressOptions): Leaf['progress'] => {
  const read = async <T>(name: string, path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const answer = await call({ method: 'GET', path, timeout: readTimeout, name })
    if (answer.status === 404) return null
    judgeRest(name, answer)
    return readAnswer(name, answer, schema, { sent: true })
  }

  return async (leafUserId, provider) => {
    const who = { leafUserId, provider }
    const firstPage = leafQuery({ ...who, page: 0, size: PAGE_SIZE })
    const [resources, files, operations] = await Promise.allSettled([
      read('leaf resources', `/services/integrations/api/resources${leafQuery(who)}`, resourcesSchema),
      read('leaf files', `/services/operations/api/files${firstPage}`, filesSchema),
      read('leaf operations', `/services/operations/api/operations${firstPage}`, operationsSchema),
    ])
    if (resources.status === 'rejected' && files.status === 'rejected' && operations.status === 'rejected')
      throw resources.reason
    return {
      ...(resources.status === 'fulfilled' && toTotals(resources.value?.summaries ?? [], leafUserId, provider)),
      ...(files.status === 'fulfilled' && { files: toCount(files.value?.operations ?? []) }),
      ...(operations.status === 'fulfilled' && { operations: toCount(operations.value ?? []) }),
    }
  }
}

const toCount = (list: readonly unknown[]): Count => ({ count: list.length, more: list.length >= PAGE_SIZE })

/** Of the summaries only the one asked for: a filter that Leaf ignored must not show another grower's numbers. */
const toTotals = (
  summaries: readonly z.infer<typeof summarySchema>[],
  leafUserId: string,
  provider: ProviderId,
): Progress => {
  const summary = summaries.find((one) => one.leafUserId === leafUserId && one.provider === provider)
  if (summary === undefined) return {}
  const { growers, farms, fields } = summary
  const lastSyncAt = toInstant(summary.syncReferenceTime)
  return {
    ...(growers !== undefined && { growers }),
    ...(farms !== undefined && { farms }),
    ...(fields !== undefined && { fields }),
    ...(lastSyncAt !== null && { lastSyncAt }),
  }
}
