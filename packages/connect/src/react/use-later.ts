import { useEffect, useState } from 'react'
import type * as LaterModule from './later.ts'

export type Later = typeof LaterModule

const AGAIN_AFTER = 5000

/**
 * Fetched as soon as the widget has been painted, so that it is there before anything goes wrong, and asked for again when
 * it does not come. Until then trouble reads "Something broke on our side" and the skeleton stands.
 */
export const useLater = (): Later | undefined => {
  const [later, setLater] = useState<Later>()
  useEffect(() => {
    let mounted = true
    let timer: ReturnType<typeof setTimeout>
    const load = async (): Promise<void> => {
      try {
        const loaded = await import('./later.ts')
        if (mounted) setLater(loaded)
      } catch {
        if (mounted) timer = setTimeout(() => void load(), AGAIN_AFTER)
      }
    }
    void load()
    return () => {
      mounted = false
      clearTimeout(timer)
    }
  }, [])
  return later
}
