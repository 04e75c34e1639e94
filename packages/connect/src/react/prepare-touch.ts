import type { AttemptMode, ConnectState } from '@hitch/protocol'
import type { Connect as Core } from '../core/types.ts'

/** A finger gives no notice by hovering: where there is no hover, tickets are fetched as soon as the tiles are painted. */
export const prepareTouch = (
  core: Core,
  { session, providers, connections }: ConnectState,
  mode: AttemptMode,
): void => {
  if (!session.can.includes('connect') || !matchMedia('(hover: none)').matches) return
  for (const { id, availability } of providers) {
    const connection = connections.find(({ provider }) => provider === id)
    if (availability !== 'down' && (!connection || connection.status === 'needs_attention')) core.prepare(id, mode)
  }
}
