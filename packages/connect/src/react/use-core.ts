import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Connect, CoreState } from '../core/types.ts'

/**
 * The widget's own core. It does nothing before it is subscribed to and begins anew after it was destroyed, so renders that
 * are thrown away and StrictMode's double mount leave exactly one that lives.
 */
export const useCore = (make: () => Connect): Connect => {
  const [core] = useState(make)
  useEffect(() => () => core.destroy(), [core])
  return core
}

export const useCoreState = (core: Connect): CoreState => {
  const snapshot = (): CoreState => core.getState()
  return useSyncExternalStore(
    useCallback((changed) => core.subscribe(changed), [core]),
    snapshot,
    snapshot,
  )
}
