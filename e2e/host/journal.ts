/** What happened on the page and when, in milliseconds since the epoch. A reload begins with a `loaded` of its own. */
export type JournalEntry = { at: number } & Noted

type Noted =
  /** `storage`: the page may use sessionStorage. A frame of another origin may not, where a browser blocks such. */
  | { kind: 'loaded'; storage: boolean }
  | { kind: 'tile'; state: string; text: string }
  | { kind: 'success'; attemptId: string | undefined }
  | { kind: 'finished'; attemptId: string | undefined; status: string; code: string | undefined }

/** Sends to the host's site what the provider's tile within `place` shows, and what it is given: there it outlives a reload. */
export const startJournal = (place: HTMLElement, provider: string, address: string): ((noted: Noted) => void) => {
  const note = (noted: Noted): void => {
    navigator.sendBeacon(address, JSON.stringify({ at: Date.now(), ...noted }))
  }
  let shown = ''
  const look = (): void => {
    const tile = place.querySelector<HTMLElement>(`.hitch-tile[data-provider="${provider}"]`)
    if (tile === null) return
    const state = tile.dataset['state'] ?? ''
    const text = tile.querySelector('.hitch-status')?.textContent ?? ''
    if (shown === `${state} ${text}`) return
    shown = `${state} ${text}`
    note({ kind: 'tile', state, text })
  }
  note({ kind: 'loaded', storage: mayStore() })
  new MutationObserver(look).observe(place, { subtree: true, childList: true, characterData: true, attributes: true })
  return note
}

const mayStore = (): boolean => {
  try {
    return typeof window.sessionStorage === 'object'
  } catch {
    return false
  }
}
