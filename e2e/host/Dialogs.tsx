import { Connect, useConnect, type ConnectProps, type UseConnectOptions } from '@hitch/connect/react'
import { useState, type CSSProperties, type ReactElement } from 'react'

/** So tall that the page scrolls, above and below. */
const TALL: CSSProperties = { paddingBlock: '100vh' }

/** A host's own button, and the dialog by the hook. */
export const ByHook = (options: UseConnectOptions): ReactElement => {
  const { open, exit, ready, error } = useConnect(options)
  return (
    <div style={TALL}>
      <button type="button" disabled={!ready} onClick={() => open('JohnDeere')}>
        Connect my Deere
      </button>
      <button type="button" disabled={!ready} onClick={() => open()}>
        Connect accounts
      </button>
      <output>{error ? error.code : ready ? 'ready' : 'not yet'}</output>
      <button type="button" onClick={exit}>
        Away
      </button>
    </div>
  )
}

/** The page keeps whether the dialog is open. */
export const Controlled = (props: ConnectProps): ReactElement => {
  const [open, setOpen] = useState(false)
  return (
    <div style={TALL}>
      <button type="button" onClick={() => setOpen(true)}>
        Connect accounts
      </button>
      <Connect
        {...props}
        display="dialog"
        open={open}
        onOpenChange={(next, details) => {
          props.onOpenChange?.(next, details)
          setOpen(next)
        }}
      />
      <button type="button" onClick={() => setOpen(false)}>
        Away
      </button>
    </div>
  )
}

/** The dialog keeps by itself whether it is open. */
export const Uncontrolled = (props: ConnectProps): ReactElement => <Connect {...props} display="dialog" defaultOpen />
