import { PROVIDER_IDS } from '@hitch/protocol'
import { z } from 'zod'
import { readQuery } from '../refused.ts'
import type { Handler } from '../routing.ts'
import type { Credential } from '../state.ts'
import { leafTime } from '../tools.ts'
import type { World } from '../world.ts'
import { arrived } from './arrival.ts'
import { page, paging } from './paging.ts'

const filter = { leafUserId: z.string().min(1).optional(), provider: z.enum(PROVIDER_IDS).optional() }
const listQuery = z.strictObject({ ...filter, ...paging })

interface Wanted {
  leafUserId?: string | undefined
  provider?: (typeof PROVIDER_IDS)[number] | undefined
}

function wantedCredentials(world: World, { leafUserId, provider }: Wanted): Credential[] {
  return [...world.state.credentials.values()].filter(
    (credential) =>
      (leafUserId === undefined || credential.leafUserId === leafUserId) &&
      (provider === undefined || credential.provider === provider),
  )
}

function numbered<Item>(credential: Credential, count: number, make: (number: number) => Item) {
  const { leafUserId, provider } = credential
  return Array.from({ length: count }, (_, index) => ({ leafUserId, provider, ...make(index + 1) }))
}

/** GET /services/integrations/api/resources: how much there is, per provider. */
export function getResources(world: World): Handler {
  const query = z.strictObject(filter)
  return (c) => {
    const summaries = wantedCredentials(world, readQuery(c, query)).map((credential) => {
      const { growers, farms, fields } = arrived(world, credential)
      const { provider, leafUserId, invalidSince } = credential
      return {
        provider,
        leafUserId,
        growers,
        farms,
        fields,
        syncReferenceTime: leafTime(invalidSince ?? world.tools.now()),
      }
    })
    return c.json({ message: 'Resources found', summaries })
  }
}

/** GET /services/fields/api/fields. A field seen through AFS Connect and through FieldOps has the same name twice. */
export function getFields(world: World): Handler {
  return (c) => {
    const wanted = readQuery(c, listQuery)
    const fields = wantedCredentials(world, wanted).flatMap((credential) =>
      numbered(credential, arrived(world, credential).fields, (number) => ({
        id: `${credential.id}-field-${number}`,
        name: `Field ${number}`,
      })),
    )
    return c.json(page(fields, wanted))
  }
}

/** GET /services/operations/api/files. The newest file is still being worked on. */
export function getFiles(world: World): Handler {
  const query = listQuery.extend({ status: z.string().min(1).optional() })
  return (c) => {
    const wanted = readQuery(c, query)
    const files = wantedCredentials(world, wanted).flatMap((credential) => {
      const { files: count } = arrived(world, credential)
      return numbered(credential, count, (number) => ({
        id: `${credential.id}-file-${number}`,
        fileName: `machine-file-${number}.zip`,
        status: number === count && number > 1 ? 'processing' : 'processed',
      }))
    })
    return c.json({
      operations: page(
        files.filter(({ status }) => wanted.status === undefined || status === wanted.status),
        wanted,
      ),
    })
  }
}

/** GET /services/operations/api/operations: planting, application, harvest. */
export function getOperations(world: World): Handler {
  const kinds = ['planted', 'applied', 'harvested']
  return (c) => {
    const wanted = readQuery(c, listQuery)
    const operations = wantedCredentials(world, wanted).flatMap((credential) =>
      numbered(credential, arrived(world, credential).operations, (number) => ({
        id: `${credential.id}-operation-${number}`,
        type: kinds[number % kinds.length],
      })),
    )
    return c.json(page(operations, wanted))
  }
}
