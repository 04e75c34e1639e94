import { useEffect, useState } from 'react'
import type { Connect as Core } from '../../core/types.ts'

/** Where the core keeps the attempts of this tab whose outcome was not delivered yet. See core/pending.ts. */
const KEY = 'hitch.attempts'

const isExpected = (): boolean => {
  try {
    return /\w/.test(sessionStorage.getItem(KEY) ?? '')
  } catch {
    return false
  }
}

/**
 * The grower comes back from a provider in the same tab, and the dialog is closed: the outcome is delivered all the same.
 * Where nothing is expected nothing is asked.
 */
export const useReturned = (core: Core, open: boolean): void => {
  // Of what happens later this page knows.
  const [wasOpen] = useState(open)
  useEffect(() => {
    if (wasOpen || !isExpected()) return
    const controller = new AbortController()
    core.api
      .getConnect(controller.signal)
      .then(({ attempts }) => core.resume(attempts))
      .catch(() => {
        // Whoever opens the dialog asks again, and sees why.
      })
    return () => controller.abort()
  }, [core, wasOpen])
}
