import { useRef, type MouseEvent } from 'react'
import type { TileAction } from './tile-actions.ts'

/** Presses on different buttons closer than this are one double click or double tap. Milliseconds. */
const DOUBLE_PRESS = 500

/** Presses a button of a tile or its pane. */
export type Press = (action: TileAction, event: MouseEvent) => void

/**
 * Leaves out the second half of a double click: the button under the pointer has just changed its meaning, from Connect to
 * Cancel, or from Disconnect to its confirmation.
 */
export const useSinglePress = (act: (action: TileAction) => void): Press => {
  const pressed = useRef<{ action: TileAction; at: number }>(undefined)
  return (action, event) => {
    const { pointerType } = event.nativeEvent as PointerEvent
    const double = event.detail > 1 || pointerType === 'touch'
    const before = pressed.current
    pressed.current = { action, at: event.timeStamp }
    if (!double || !before || before.action === action || event.timeStamp - before.at > DOUBLE_PRESS) act(action)
  }
}
