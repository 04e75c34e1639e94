import { useEffect, useState } from 'react'
import type { TileModel, TileState } from './tile-model.ts'

/** States of passage. A result is never among them: results are shown at once. */
const PASSING: readonly TileState[] = ['opening', 'waiting', 'finishing', 'checking', 'disconnecting']
const HOLD = 300

/** A state of passage shown for less than 300 ms is held for 300 ms, so that nothing flickers. */
export const useHeld = <Model extends TileModel>(model: Model, now: () => number): Model => {
  const [held, setHeld] = useState({ model, since: 0 })
  const changed = held.model.state !== model.state
  const hold = changed && PASSING.includes(held.model.state) && PASSING.includes(model.state)

  useEffect(() => {
    if (!changed) return
    const show = (): void => setHeld({ model, since: now() })
    const rest = hold ? held.since + HOLD - now() : 0
    if (rest <= 0) {
      show()
      return
    }
    const timer = setTimeout(show, rest)
    return () => clearTimeout(timer)
  }, [changed, hold, held.since, model, now])

  return hold ? held.model : model
}
