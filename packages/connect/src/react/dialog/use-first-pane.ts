import { useLayoutEffect, useRef } from 'react'
import type { DialogFrameProps } from '../in-dialog.ts'

/** Goes straight to the provider that the dialog was opened for, as soon as it is known whether that is offered. */
export const useFirstPane = ({ dialog: { first, consent }, data, panes }: DialogFrameProps): void => {
  const gone = useRef(false)
  useLayoutEffect(() => {
    if (gone.current || !data) return
    gone.current = true
    const provider = data.providers.find(({ id }) => id === first)?.id
    const connection = data.connections.find((one) => one.provider === provider)
    const stands = connection && connection.status !== 'needs_attention'
    // For one that is connected, that pane makes way for its details.
    if (provider && (stands || consent)) panes.show({ name: 'connect', provider })
  })
}
