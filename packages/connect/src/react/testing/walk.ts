import { ERRORS, type Connection, type ErrorCode, type ProviderId, type ProviderSummary } from '@hitch/protocol'
import type { FlowState } from '../../core/types.ts'
import type { TileState } from '../tile-model.ts'
import { troubleOf } from '../trouble.ts'
import type { FakeCore } from './fake-core.ts'
import { connectionOf, connectState, NOW, PROVIDERS } from './fixtures.ts'

/** One state of a tile: how the server and the core say it, and what the tile then calls it. */
export interface Step {
  name: string
  state: TileState
  flow?: FlowState
  connection?: Partial<Connection>
  summary?: Partial<ProviderSummary>
}

const attemptId = 'att_9f2c'
const failed = (code: ErrorCode): FlowState => ({
  status: 'settled',
  attemptId,
  outcome: { status: 'failed', error: { code, retry: 'now' } },
})

/** One code for each way in which trouble looks. */
const TROUBLES = [
  ...new Map(
    (Object.keys(ERRORS) as ErrorCode[])
      .filter((code) => code !== 'organizations_not_granted')
      .map((code) => [JSON.stringify(troubleOf({ code, test: false, works: false })), code]),
  ).values(),
]

export const FIRST: Step = { name: 'available', state: 'available' }

/** Every state that a tile can come to without a press, in an order in which a grower might see them. */
export const STEPS: Step[] = [
  FIRST,
  { name: 'test environment', state: 'available', summary: { environment: 'STAGE' } },
  { name: 'degraded', state: 'degraded', summary: { availability: 'degraded' } },
  { name: 'down', state: 'down', summary: { availability: 'down' } },
  { name: 'opening', state: 'opening', flow: { status: 'opening' } },
  { name: 'popup blocked', state: 'blocked', flow: { status: 'blocked' } },
  { name: 'waiting', state: 'waiting', flow: { status: 'waiting', attemptId, windowGone: false } },
  {
    name: 'choosing organizations',
    state: 'choosing_organizations',
    flow: { status: 'choosing_organizations', attemptId },
  },
  { name: 'finishing', state: 'finishing', flow: { status: 'finishing', attemptId, since: NOW } },
  { name: 'finishing slowly', state: 'finishing', flow: { status: 'finishing', attemptId, since: NOW - 11_000 } },
  {
    name: 'signed in and slow',
    state: 'finishing',
    flow: { status: 'finishing', attemptId, since: NOW - 11_000, signedIn: true },
  },
  { name: 'checking', state: 'checking', connection: { status: 'checking' } },
  {
    name: 'waiting for data',
    state: 'syncing',
    connection: { createdTime: new Date(NOW - 60_000).toISOString() },
  },
  { name: 'connected', state: 'connected', connection: {} },
  { name: 'down while connected', state: 'down', connection: {}, summary: { availability: 'down' } },
  { name: 'needs attention', state: 'needs_attention', connection: { status: 'needs_attention' } },
  {
    name: 'organizations missing',
    state: 'choosing_organizations',
    connection: { status: 'choose_organizations' },
  },
  { name: 'disconnecting', state: 'disconnecting', connection: { disconnecting: true } },
  ...TROUBLES.map((code): Step => ({ name: code, state: 'trouble', flow: failed(code) })),
]

/** Brings one provider's tile to a state; the others stay as they are. */
export const bring = async (
  fake: FakeCore,
  provider: ProviderId,
  { flow, connection, summary }: Step,
): Promise<void> => {
  fake.server.connect = connectState({
    providers: Object.values(PROVIDERS).map((one) => (one.id === provider ? { ...one, ...summary } : one)),
    connections: connection ? [connectionOf(provider, connection)] : [],
  })
  fake.flow(provider, flow)
  // Back online, the widget asks the server anew.
  fake.set({ online: false })
  await new Promise(requestAnimationFrame)
  fake.set({ online: true })
}
