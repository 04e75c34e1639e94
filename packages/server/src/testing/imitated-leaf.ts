import type { ProviderId } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import { LeafError, type Leaf, type LeafCredential, type LeafPostAnswer } from '../leaf/leaf.ts'
import { fakeLeaf } from './fake-leaf.ts'

/** What stands at the imitated Leaf. */
export interface Standing {
  id: string
  createdTime: string
  /** As it was posted. */
  fields: Record<string, string>
  statusWord: string
  rotated: string
}

export type Operation = 'get' | 'post' | 'delete' | 'organizations' | 'sync'

/**
 * What goes wrong at one call, instead of or around the deed: `act` does what was asked and gives the answer.
 *
 * @example leaf.next('post', async (act) => { await act(); throw lost() }) // committed, and the answer dropped
 */
export type Fault = (act: () => Promise<unknown>) => Promise<unknown>

export interface Call {
  readonly operation: Operation
  /** The refresh token of a POST. */
  readonly token?: string
}

/** Leaf's unknowns, as switches: whoever talks to Leaf must work either way. */
export interface ImitatedLeaf extends Leaf {
  /** For the next calls of this kind, in order. */
  next(operation: Operation, ...faults: Fault[]): void
  /** For every call of this kind from now on; `null`: none. */
  always(operation: Operation, fault: Fault | null): void
  readonly calls: Call[]
  readonly switches: {
    repeatedAttach: 'replace_same_id' | 'replace_new_id' | 'conflict'
    createdTime: 'renewed' | 'kept'
    token: 'echoed' | 'omitted' | 'rotated' | 'masked'
    /** The status words of what is attached from now on. */
    statusWord: string
    organizations: { id: string; connected: boolean }[]
  }
  standing(provider?: ProviderId): Standing | null
  put(fields: Record<string, string>, statusWord?: string, provider?: ProviderId): Standing
  /** How many POSTs took effect. */
  readonly commits: string[]
}

export const lost = (): LeafError => new LeafError('unavailable', 'leaf: broken', { sent: true })
export const down = (status: number, retryAfter?: number): LeafError =>
  new LeafError('unavailable', `leaf: ${status}`, { sent: status >= 500, retryAfter })
export const unauthorized = (): LeafError => new LeafError('unauthorized', 'leaf: 401', { sent: false })

export const fails =
  (make: () => LeafError): Fault =>
  () =>
    Promise.reject(make())

/** Does what was asked, and drops the answer. */
export const commitsAndDrops: Fault = async (act) => {
  await act()
  throw lost()
}

/** A call that hangs until it is let go. */
export const gate = () => {
  let open = (): void => undefined
  let arrive = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const hangs: Fault = async (act) => {
    arrive()
    await opened
    return await act()
  }
  return { hangs, arrived, open: () => open() }
}

/** Answers a POST without looking. */
export const answers =
  (answer: LeafPostAnswer | LeafCredential | null): Fault =>
  () =>
    Promise.resolve(answer)

/** One Leaf user's Leaf: a test makes a Leaf user and an imitated Leaf of his own. */
export const imitateLeaf = (): ImitatedLeaf => {
  const credentials = new Map<ProviderId, Standing>()
  const queues = new Map<Operation, Fault[]>()
  const steady = new Map<Operation, Fault>()
  let made = 0

  const switches: ImitatedLeaf['switches'] = {
    repeatedAttach: 'replace_same_id',
    createdTime: 'renewed',
    token: 'echoed',
    statusWord: 'OK',
    organizations: [],
  }
  const calls: Call[] = []
  const commits: string[] = []

  const through = async <T>(call: Call, act: () => Promise<T>): Promise<T> => {
    calls.push(call)
    const fault = queues.get(call.operation)?.shift() ?? steady.get(call.operation)
    return fault === undefined ? await act() : ((await fault(act)) as T)
  }

  const show = ({ id, createdTime, statusWord, fields, rotated }: Standing): LeafCredential => {
    const shown = { echoed: fields['refreshToken'] ?? null, omitted: null, rotated, masked: '***' }[switches.token]
    const isMasked = switches.token === 'masked'
    return {
      id,
      createdTime,
      statusWord,
      refreshToken: shown,
      fields: isMasked ? { ...fields, refreshToken: '***' } : fields,
    }
  }

  const put = (fields: Record<string, string>, statusWord: string, provider: ProviderId): Standing => {
    made += 1
    const before = credentials.get(provider)
    const standing: Standing = {
      id: before !== undefined && switches.repeatedAttach === 'replace_same_id' ? before.id : `credential-${made}`,
      createdTime:
        before !== undefined && switches.createdTime === 'kept'
          ? before.createdTime
          : `2026-03-19T10:00:00.${String(made).padStart(6, '0')}Z`,
      fields,
      statusWord,
      rotated: `rotated-${made}`,
    }
    credentials.set(provider, standing)
    return standing
  }

  const post = (provider: ConfiguredProvider, fields: Record<string, string>): LeafPostAnswer => {
    if (credentials.has(provider.id) && switches.repeatedAttach === 'conflict') return { kind: 'conflict' }
    commits.push(fields['refreshToken'] ?? '')
    return { kind: 'accepted', credential: show(put(fields, switches.statusWord, provider.id)) }
  }

  return {
    ...fakeLeaf({
      credentials: {
        get: (_, { id }) =>
          through({ operation: 'get' }, () => {
            const standing = credentials.get(id)
            return Promise.resolve(standing === undefined ? null : show(standing))
          }),
        post: (_, provider, fields) =>
          through({ operation: 'post', token: fields['refreshToken'] ?? '' }, () =>
            Promise.resolve(post(provider, fields)),
          ),
        delete: (_, { id }) =>
          through({ operation: 'delete' }, () => {
            credentials.delete(id)
            return Promise.resolve()
          }),
      },
      organizations: () =>
        through({ operation: 'organizations' }, () =>
          Promise.resolve(
            switches.organizations.map(({ id, connected }) => ({ id, name: id, connected, managementUri: null })),
          ),
        ),
      syncOrganizations: () => through({ operation: 'sync' }, () => Promise.resolve()),
    }),
    next: (operation, ...faults) => void queues.set(operation, [...(queues.get(operation) ?? []), ...faults]),
    always: (operation, fault) => void (fault === null ? steady.delete(operation) : steady.set(operation, fault)),
    calls,
    commits,
    switches,
    standing: (provider = 'CNHIFieldOps') => credentials.get(provider) ?? null,
    put: (fields, statusWord = 'OK', provider = 'CNHIFieldOps') => put(fields, statusWord, provider),
  }
}

/** Every Leaf user's own Leaf behind one. */
export const routeLeaf = (leaves: ReadonlyMap<string, Leaf>): Leaf => {
  const of = (leafUserId: string): Leaf => leaves.get(leafUserId) ?? fakeLeaf()
  return fakeLeaf({
    credentials: {
      get: (leafUserId, provider) => of(leafUserId).credentials.get(leafUserId, provider),
      post: (leafUserId, provider, body) => of(leafUserId).credentials.post(leafUserId, provider, body),
      delete: (leafUserId, provider) => of(leafUserId).credentials.delete(leafUserId, provider),
    },
    organizations: (leafUserId) => of(leafUserId).organizations(leafUserId),
    syncOrganizations: (leafUserId) => of(leafUserId).syncOrganizations(leafUserId),
  })
}
