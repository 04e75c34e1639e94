import { useState, type ReactElement } from 'react'
import type { ConnectProps } from '../connect-props.ts'
import type { HostPage } from './host-page.tsx'

/** A host that keeps by itself whether the dialog is open. */
export const ControlledDialog = ({ host, ...props }: { host: HostPage } & Partial<ConnectProps>): ReactElement => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Connect accounts
      </button>
      <button type="button" data-testid="host closes" onClick={() => setOpen(false)}>
        Away
      </button>
      <host.Widget
        consent={false}
        {...props}
        display="dialog"
        open={open}
        onOpenChange={(next, details) => {
          props.onOpenChange?.(next, details)
          setOpen(next)
        }}
      />
    </>
  )
}
