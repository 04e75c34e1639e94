import { useEffect, useState } from 'react'
import { printSettings, readSettings } from './settings.ts'

/** A same-tab flow comes back to the bare address: nothing of the page's is handed through the BFF. */
const KEPT_AS = 'northfield-playground'

/** The settings, kept in the address so that a state can be linked, and across a same-tab flow. */
export function useSettings() {
  const [settings, setSettings] = useState(() => readSettings(location.search || readKept()))
  useEffect(() => {
    const search = printSettings(settings)
    history.replaceState(history.state, '', location.pathname + search + location.hash)
    try {
      sessionStorage.setItem(KEPT_AS, search)
    } catch {
      // Storage may be forbidden; a same-tab flow then comes back to the defaults.
    }
  }, [settings])
  return [settings, setSettings] as const
}

function readKept(): string {
  try {
    return sessionStorage.getItem(KEPT_AS) ?? ''
  } catch {
    return ''
  }
}
