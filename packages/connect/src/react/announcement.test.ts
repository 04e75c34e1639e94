import { describe, expect, it } from 'vitest'
import type { FlowState } from '../core/types.ts'
import { tileNews, type TileMoment, type TileNews } from './announcement.ts'
import { connectionOf } from './testing/fixtures.ts'
import type { TileModel } from './tile-model.ts'

const attemptId = 'att_1'
const waiting: FlowState = { status: 'waiting', attemptId, windowGone: false }
const at = (model: TileModel, flow?: FlowState): TileMoment => ({ model, flow, mode: 'popup' })
const available = at({ state: 'available', test: false, connectable: 'yes' })
const connected = at({ state: 'connected' })

const NEWS: [string, TileMoment, TileMoment, TileNews | undefined][] = [
  ['opening', available, at({ state: 'opening' }, { status: 'opening' }), { key: 'sayOpening' }],
  ['blocked', available, at({ state: 'blocked' }, { status: 'blocked' }), { key: 'sayBlocked', urgent: true }],
  ['waiting', at({ state: 'opening' }), at({ state: 'waiting' }, waiting), { key: 'sayWaiting' }],
  [
    'back in the same tab',
    at({ state: 'opening' }),
    { ...at({ state: 'waiting' }, waiting), mode: 'redirect' },
    { key: 'waiting' },
  ],
  [
    'finishing, after two seconds',
    at({ state: 'waiting' }, waiting),
    at({ state: 'finishing', slow: false, signedIn: false }, { status: 'finishing', attemptId, since: 0 }),
    { key: 'sayFinishing', delay: 2000 },
  ],
  [
    'organizations',
    at({ state: 'waiting' }, waiting),
    at(
      { state: 'choosing_organizations', attempt: true, folded: false },
      { status: 'choosing_organizations', attemptId },
    ),
    { key: 'sayStepLeft' },
  ],
  [
    'connected at once',
    at({ state: 'waiting' }, waiting),
    at(
      { state: 'connected' },
      { status: 'settled', attemptId, outcome: { status: 'connected', connection: connectionOf('JohnDeere') } },
    ),
    { key: 'sayConnected' },
  ],
  [
    'signed in, still checking',
    at({ state: 'waiting' }, waiting),
    at(
      { state: 'checking' },
      {
        status: 'settled',
        attemptId,
        outcome: { status: 'connected', connection: connectionOf('JohnDeere', { status: 'checking' }) },
      },
    ),
    { key: 'sayChecking' },
  ],
  ['checked', at({ state: 'checking' }), at({ state: 'syncing', fields: 0 }), { key: 'sayConnected' }],
  ['counting is silent', at({ state: 'syncing', fields: 1 }), at({ state: 'syncing', fields: 9 }), undefined],
  ['counted', at({ state: 'syncing', fields: 38 }), connected, { key: 'saySynced', n: 38 }],
  ['access ended', connected, at({ state: 'needs_attention' }), { key: 'sayEnded', urgent: true }],
  ['found ended is no change', available, at({ state: 'needs_attention' }), undefined],
  [
    'cancelled',
    at({ state: 'waiting' }, waiting),
    { ...available, flow: { status: 'settled', attemptId, outcome: { status: 'cancelled' } } },
    { key: 'sayCancelled' },
  ],
  ['cancelled over a connection', at({ state: 'waiting' }, waiting), connected, { key: 'sayCancelled' }],
  ['disconnected', at({ state: 'disconnecting', slow: false }), available, { key: 'sayDisconnected' }],
  [
    'offline in mid-flow',
    at({ state: 'waiting' }, waiting),
    at({ state: 'offline' }, waiting),
    { key: 'sayTrouble', urgent: true },
  ],
  ['a tray opened is no news', connected, connected, undefined],
]

describe('tileNews', () => {
  it.each(NEWS)('%s', (_name, before, after, news) => {
    expect(tileNews(before, after)).toEqual(news)
  })

  it('tells every new trouble, and the same one once', () => {
    const trouble = (code: 'access_denied' | 'internal'): TileMoment =>
      at({ state: 'trouble', code, test: false, works: false })
    expect(tileNews(available, trouble('internal'))).toEqual({ key: 'sayTrouble', urgent: true })
    expect(tileNews(trouble('access_denied'), trouble('internal'))).toEqual({ key: 'sayTrouble', urgent: true })
    expect(tileNews(trouble('internal'), trouble('internal'))).toBeUndefined()
  })

  it('tells an outcome once, though the flow stays until the list was asked anew', () => {
    const flow: FlowState = {
      status: 'settled',
      attemptId,
      outcome: { status: 'connected', connection: connectionOf('JohnDeere') },
    }
    expect(tileNews(at({ state: 'connected' }, flow), at({ state: 'connected' }, flow))).toBeUndefined()
    expect(tileNews(at({ state: 'connected' }, flow), connected)).toBeUndefined()
  })

  it('speaks of no window where the provider opens in this tab', () => {
    const opening = at({ state: 'opening' })
    expect(tileNews(available, { ...opening, mode: 'redirect' })).toEqual({ key: 'sayOpeningHere' })
  })
})
