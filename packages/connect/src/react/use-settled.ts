import type { ProviderId } from '@hitch/protocol'
import { useEffect, useRef } from 'react'
import type { Connect, CoreState, FlowState } from '../core/types.ts'

/**
 * A settled attempt makes what we know of connections old: asks anew. What needs no words of its own (connected, cancelled)
 * leaves the tile as soon as the new answer stands, so that the tile never falls back in between.
 *
 * @param updatedAt when the server's last answer came.
 */
export const useSettled = (
  core: Connect,
  flows: CoreState['flows'],
  updatedAt: number,
  refresh: () => Promise<void>,
): void => {
  const settledAt = useRef(new WeakMap<FlowState, number>())
  useEffect(() => {
    for (const [provider, flow] of Object.entries(flows)) {
      if (flow.status !== 'settled') continue
      const since = settledAt.current.get(flow)
      if (since === undefined) {
        settledAt.current.set(flow, updatedAt)
        void refresh()
      }
      const { outcome } = flow
      const silent = outcome.status === 'connected' ? since !== undefined && updatedAt > since : isPlainCancel(outcome)
      if (silent) core.dismiss(provider as ProviderId)
    }
  }, [core, flows, updatedAt, refresh])
}

const isPlainCancel = (outcome: { status: string; error?: unknown }): boolean =>
  outcome.status === 'cancelled' && !outcome.error
