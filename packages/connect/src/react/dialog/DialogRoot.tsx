import type { ProviderId } from '@hitch/protocol'
import { useCallback, useLayoutEffect, useRef, useState, type ComponentType, type ReactElement } from 'react'
import type { ExitReason, OpenChangeReason } from '../../core/reasons.ts'
import type { WidgetProps } from '../Widget.tsx'
import { DialogFrame } from './DialogFrame.tsx'
import { useReturned } from './use-returned.ts'

export interface DialogRootProps extends WidgetProps {
  Widget: ComponentType<WidgetProps>
  /** The provider that it opens at. */
  first?: ProviderId | undefined
}

/** A widget in a dialog, while that is open. The host keeps whether it is, or it does so by itself. */
export const DialogRoot = ({ Widget, first, ...props }: DialogRootProps): ReactElement | undefined => {
  const { core, open: given, defaultOpen = false, consent = true, onOpenChange } = props
  const [own, setOwn] = useState(defaultOpen)
  const open = given ?? own
  const reason = useRef<ExitReason>(undefined)
  useReturned(core, open)
  useLayoutEffect(() => {
    // Under StrictMode what was taken away is back.
    if (reason.current === 'unmount') reason.current = undefined
    return () => {
      reason.current ??= 'unmount'
    }
  }, [])

  const why = useCallback((): ExitReason => reason.current ?? 'api', [])

  const leave = (wish: OpenChangeReason): void => {
    reason.current = wish
    setOwn(false)
    onOpenChange?.(false, { reason: wish })
  }
  if (!open) return undefined
  return (
    <Widget
      {...props}
      dialog={{
        Frame: DialogFrame,
        leave,
        opened() {
          reason.current = undefined
        },
        why,
        first,
        consent,
      }}
    />
  )
}
