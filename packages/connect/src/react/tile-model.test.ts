import { ERRORS, type Connection, type ErrorCode, type ProviderSummary } from '@hitch/protocol'
import { describe, expect, it } from 'vitest'
import type { FlowOutcome, FlowState } from '../core/types.ts'
import { connectionOf, NOW, PROVIDERS } from './testing/fixtures.ts'
import { SLOW_AFTER, tileModel, type TileContext, type TileModel, type TileState } from './tile-model.ts'

const johnDeere = PROVIDERS.JohnDeere
const attemptId = 'att_1'

interface Given {
  provider?: Partial<ProviderSummary>
  connection?: Partial<Connection>
  flow?: FlowState
  context?: Partial<TileContext>
}

const model = ({ provider, connection, flow, context }: Given = {}): TileModel =>
  tileModel({ ...johnDeere, ...provider }, connection && connectionOf('JohnDeere', connection), flow, {
    online: true,
    can: ['connect', 'disconnect', 'details'],
    now: NOW,
    grower: {},
    ...context,
  })

const settled = (outcome: FlowOutcome): FlowState => ({ status: 'settled', attemptId, outcome })
const failed = (code: ErrorCode): FlowState => settled({ status: 'failed', error: { code, retry: 'now' } })

/** One way into every state, by its name: the compiler misses none. */
const WAYS: Record<TileState, TileModel> = {
  skeleton: tileModel(undefined, undefined, undefined, { online: true, can: [], now: NOW, grower: {} }),
  available: model(),
  degraded: model({ provider: { availability: 'degraded' } }),
  down: model({ provider: { availability: 'down' } }),
  opening: model({ flow: { status: 'opening' } }),
  blocked: model({ flow: { status: 'blocked' } }),
  waiting: model({ flow: { status: 'waiting', attemptId, windowGone: true } }),
  finishing: model({ flow: { status: 'finishing', attemptId, since: NOW } }),
  choosing_organizations: model({ flow: { status: 'choosing_organizations', attemptId } }),
  checking: model({ connection: { status: 'checking' } }),
  syncing: model({ connection: {}, context: { counted: 12 } }),
  connected: model({ connection: {} }),
  legacy_before: model({ connection: {}, context: { legacy: { fieldOps: 'offered', above: true } } }),
  legacy_after: model({ connection: {}, context: { legacy: { fieldOps: 'connected', above: true } } }),
  needs_attention: model({ connection: { status: 'needs_attention' } }),
  confirm_disconnect: model({ connection: {}, context: { grower: { asking: true } } }),
  disconnecting: model({ connection: {}, context: { grower: { disconnectingSince: NOW } } }),
  offline: model({ flow: { status: 'finishing', attemptId, since: NOW }, context: { online: false } }),
  trouble: model({ flow: failed('access_denied') }),
}

describe('tileModel', () => {
  it.each(Object.entries(WAYS))('reaches %s', (state, reached) => {
    expect(reached.state).toBe(state)
  })

  it('tells of test accounts, of a missing network and of a missing permission', () => {
    expect(model()).toEqual({ state: 'available', test: false, connectable: 'yes' })
    expect(model({ provider: { environment: 'STAGE' } })).toMatchObject({ test: true })
    expect(model({ context: { online: false } })).toMatchObject({ connectable: 'offline' })
    expect(model({ context: { online: false, can: [] } })).toMatchObject({ connectable: 'no' })
  })

  it('puts a running attempt before what stands', () => {
    const flow: FlowState = { status: 'waiting', attemptId, windowGone: false }
    expect(model({ flow, connection: { status: 'needs_attention' } })).toEqual({ state: 'waiting' })
    expect(model({ flow, provider: { availability: 'down' } })).toEqual({ state: 'waiting' })
  })

  it('changes the words after ten seconds, and says that we finish only once the sign-in is sealed', () => {
    const at = (since: number, signedIn?: boolean): TileModel =>
      model({ flow: { status: 'finishing', attemptId, since, ...(signedIn !== undefined && { signedIn }) } })
    expect(at(NOW - SLOW_AFTER + 1)).toMatchObject({ slow: false })
    expect(at(NOW - SLOW_AFTER)).toEqual({ state: 'finishing', slow: true, signedIn: false })
    expect(at(NOW - SLOW_AFTER, true)).toMatchObject({ signedIn: true })
  })

  it('shows an outcome before the list of connections has been asked anew', () => {
    const connection = connectionOf('JohnDeere', { status: 'checking' })
    expect(model({ flow: settled({ status: 'connected', connection }) })).toEqual({ state: 'checking' })
    expect(model({ flow: settled({ status: 'connected' }) })).toEqual({ state: 'checking' })
    expect(model({ flow: settled({ status: 'connected', connection: connectionOf('JohnDeere') }) })).toEqual({
      state: 'connected',
    })
  })

  it('goes back to what stood when the grower cancelled', () => {
    const flow = settled({ status: 'cancelled' })
    expect(model({ flow }).state).toBe('available')
    expect(model({ flow, connection: { status: 'needs_attention' } }).state).toBe('needs_attention')
    const superseded = settled({ status: 'cancelled', error: { code: 'attempt_superseded', retry: 'no' } })
    expect(model({ flow: superseded })).toMatchObject({ state: 'trouble', code: 'attempt_superseded' })
    // The newer one has connected, and the earlier one's end is told after it.
    expect(model({ flow: superseded, connection: {} })).toEqual({ state: 'connected' })
  })

  it.each(Object.keys(ERRORS).filter((code) => code !== 'organizations_not_granted'))('has a tile for %s', (code) => {
    expect(model({ flow: failed(code as ErrorCode), connection: {} })).toEqual({
      state: 'trouble',
      code,
      reference: attemptId,
      test: false,
      works: true,
    })
  })

  it('asks for the organizations in every way in which they can be missing', () => {
    const alone = { state: 'choosing_organizations', attempt: false, folded: false }
    expect(model({ flow: failed('organizations_not_granted') })).toEqual(alone)
    expect(model({ connection: { status: 'choose_organizations' } })).toEqual(alone)
    expect(model({ connection: { status: 'choose_organizations' }, context: { grower: { later: true } } })).toEqual({
      ...alone,
      folded: true,
    })
  })

  it('claims nothing of a status that is newer than itself', () => {
    expect(model({ connection: { status: 'paused' as Connection['status'] } }).state).toBe('checking')
    expect(model({ provider: { availability: 'dreaming' as ProviderSummary['availability'] } }).state).toBe('available')
  })

  it('keeps saying that a disconnect goes on while Leaf is down', () => {
    expect(model({ connection: { disconnecting: true } })).toEqual({ state: 'disconnecting', slow: true })
    const since = { disconnectingSince: NOW - SLOW_AFTER }
    expect(model({ connection: {}, context: { grower: since } })).toEqual({ state: 'disconnecting', slow: true })
  })

  it('tells of a disconnect that did not work', () => {
    const trouble = { code: 'leaf_unavailable', reference: 'req_1' } as const
    expect(model({ connection: {}, context: { grower: { trouble } } })).toMatchObject({ state: 'trouble', ...trouble })
  })

  it('asks about the older platform only once the newer is confirmed, and not again after "Keep both"', () => {
    const legacy = { fieldOps: 'connected', above: true } as const
    expect(model({ connection: {}, context: { legacy, grower: { keepsBoth: true } } }).state).toBe('connected')
    expect(model({ connection: { status: 'checking' }, context: { legacy } }).state).toBe('checking')
  })

  it('keeps the state that stands while it asks whether to disconnect', () => {
    const asking = { grower: { asking: true } }
    expect(model({ connection: { status: 'needs_attention' }, context: asking })).toEqual({
      state: 'confirm_disconnect',
      under: { state: 'needs_attention' },
    })
    expect(model({ connection: {}, provider: { availability: 'down' }, context: asking })).toEqual({
      state: 'confirm_disconnect',
      under: { state: 'down', details: true },
    })
  })
})
