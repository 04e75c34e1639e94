import { useCallback, useRef, useState } from 'react'

/** Something to be read out. `urgent`: it interrupts. */
export interface Announcement {
  text: string
  urgent?: boolean
}

export interface Spoken extends Announcement {
  id: number
}

/** A region filled too early is not read by some screen readers; one left full is read again when it is found. */
const FILL_AFTER = 150
const EMPTY_AFTER = 5000

/** What stands in the widget's two live regions, each change once. */
export const useAnnouncer = (): { spoken: readonly Spoken[]; announce: (announcement: Announcement) => void } => {
  const [spoken, setSpoken] = useState<readonly Spoken[]>([])
  const count = useRef(0)
  const announce = useCallback((announcement: Announcement) => {
    if (!announcement.text) return
    const id = ++count.current
    setTimeout(setSpoken, FILL_AFTER, (all: readonly Spoken[]) => [...all, { ...announcement, id }])
    setTimeout(setSpoken, FILL_AFTER + EMPTY_AFTER, (all: readonly Spoken[]) => all.filter((one) => one.id !== id))
  }, [])
  return { spoken, announce }
}
