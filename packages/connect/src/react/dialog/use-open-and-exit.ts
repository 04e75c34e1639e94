import type { ProviderId } from '@hitch/protocol'
import { useLayoutEffect, useRef } from 'react'
import type { ExitReason } from '../../core/reasons.ts'
import type { DialogFrameProps } from '../in-dialog.ts'
import { openAttempts } from './open-attempts.ts'

/** Tells the host that the dialog is open, and once it is not any more, why: each once, also under StrictMode. */
export const useOpenAndExit = ({ dialog, state, events, panes }: DialogFrameProps): void => {
  const { why } = dialog
  const turnedTo = useRef<ProviderId>(undefined)
  const tell = useRef<{ open: () => void; exit: (reason: ExitReason) => void }>(undefined)
  const stands = useRef<boolean>(undefined)

  useLayoutEffect(() => {
    turnedTo.current = panes.pane?.provider ?? openAttempts(state.flows).at(-1) ?? turnedTo.current
    tell.current = {
      open: () => {
        dialog.opened()
        events.emit({ name: 'open' })
      },
      exit: (reason) => {
        const provider = turnedTo.current
        events.exit(reason, provider, provider && state.flows[provider]?.attemptId)
      },
    }
  })

  useLayoutEffect(() => {
    if (stands.current === undefined) tell.current?.open()
    stands.current = true
    return () => {
      stands.current = false
      const reason = why()
      // StrictMode mounts twice: whoever is back by then never left.
      queueMicrotask(() => {
        if (!stands.current) tell.current?.exit(reason)
      })
    }
  }, [why])
}
