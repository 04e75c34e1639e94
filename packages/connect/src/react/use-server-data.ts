import {
  QueryObserver,
  type QueryClient,
  type QueryKey,
  type QueryObserverOptions,
  type QueryObserverResult,
} from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { ConnectErrorShape } from '../core/types.ts'

/**
 * What React Query knows of one question. `useQuery` does the same and brings suspense, error boundaries and hydration
 * with it, 0.7 kB that nobody here needs.
 */
export const useServerData = <Data, Key extends QueryKey>(
  options: QueryObserverOptions<Data, ConnectErrorShape, Data, Data, Key>,
  client: QueryClient,
): QueryObserverResult<Data, ConnectErrorShape> => {
  const [observer] = useState(() => new QueryObserver(client, options))
  useEffect(() => observer.setOptions(options), [observer, options])
  const result = (): QueryObserverResult<Data, ConnectErrorShape> => observer.getCurrentResult()
  return useSyncExternalStore(
    useCallback((changed) => observer.subscribe(changed), [observer]),
    result,
    result,
  )
}
