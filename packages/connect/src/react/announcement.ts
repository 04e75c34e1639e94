import type { AttemptMode } from '@hitch/protocol'
import type { FlowState } from '../core/types.ts'
import type { MessageKey } from '../messages/text.ts'
import type { TileModel } from './tile-model.ts'

/** A tile at one moment. */
export interface TileMoment {
  model: TileModel
  flow: FlowState | undefined
  mode: AttemptMode
}

/** What a screen reader says of a change. `trouble`: the tile's own words, which only the view knows. */
export interface TileNews {
  key: MessageKey
  urgent?: true
  n?: number
  /** Milliseconds to wait: what is over sooner is not said. */
  delay?: number
}

/** The news between two moments of a tile, each change once; undefined when there is none. */
export const tileNews = (before: TileMoment, after: TileMoment): TileNews | undefined => {
  const ended = before.flow && before.flow.status !== 'settled' && before.flow !== after.flow
  if (ended && !after.flow) return { key: 'sayCancelled' }
  if (after.flow?.status === 'settled' && after.flow !== before.flow) {
    const { outcome } = after.flow
    if (outcome.status === 'cancelled' && !outcome.error) return { key: 'sayCancelled' }
    if (outcome.status === 'connected') {
      return { key: outcome.connection?.status === 'connected' ? 'sayConnected' : 'sayChecking' }
    }
  }
  const { model: was } = before
  const { model: is } = after
  if (was.state === is.state && !(is.state === 'trouble' && was.state === 'trouble' && is.code !== was.code)) {
    return undefined
  }
  switch (is.state) {
    case 'opening':
      return { key: after.mode === 'popup' ? 'sayOpening' : 'sayOpeningHere' }
    case 'blocked':
      return { key: 'sayBlocked', urgent: true }
    case 'waiting':
      return { key: after.mode === 'popup' ? 'sayWaiting' : 'waiting' }
    case 'finishing':
      return { key: 'sayFinishing', delay: 2000 }
    case 'choosing_organizations':
      return { key: 'sayStepLeft' }
    case 'needs_attention':
      return isAttached(was) ? { key: 'sayEnded', urgent: true } : undefined
    case 'trouble':
    case 'offline':
      return { key: 'sayTrouble', urgent: true }
    case 'connected':
    case 'legacy_before':
    case 'legacy_after':
      if (was.state === 'syncing') return { key: 'saySynced', n: was.fields }
      return was.state === 'checking' ? { key: 'sayConnected' } : undefined
    case 'syncing':
      return was.state === 'checking' ? { key: 'sayConnected' } : undefined
    case 'available':
    case 'degraded':
      return was.state === 'disconnecting' ? { key: 'sayDisconnected' } : undefined
    default:
      return undefined
  }
}

const isAttached = ({ state }: TileModel): boolean =>
  state === 'checking' || state === 'connected' || state === 'syncing' || state.startsWith('legacy_')
