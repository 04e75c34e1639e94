import type { ProviderId } from '@hitch/protocol'
import { createConnect } from '../core/index.ts'
import type { ConnectErrorShape } from '../core/types.ts'
import type { ConnectProps } from './connect-props.ts'
import { isFramed, now } from './surroundings.ts'
import { useLauncher } from './use-launcher.tsx'

/** What `<Connect>` takes, but for what makes it a dialog: here it is one, and opens by `open()`. */
export interface UseConnectOptions extends Omit<ConnectProps, 'display' | 'open' | 'defaultOpen' | 'onOpenChange'> {}

export interface UseConnect {
  /**
   * Opens the dialog: with the list, or straight at a provider. With `consent: false` the provider's window opens at once,
   * so call it in the click itself, before anything is awaited: browsers allow a window only there.
   *
   * Before `ready` it works as well, and the dialog comes when it is there. While the dialog is open it does nothing. A
   * provider that is connected is not connected anew: its details are shown.
   */
  open: (provider?: ProviderId) => void
  /** Closes the dialog without asking. An attempt that is under way goes on, and `onSuccess` tells of it. */
  exit: () => void
  /** Everything that a click needs is there: the session works, and the dialog has been loaded. */
  ready: boolean
  /** Why it is not, and will not be by itself soon. */
  error: ConnectErrorShape | null
}

/**
 * The dialog by a function, for a button of your own. It stands in a place of its own at the end of the page, made when it
 * opens. Nothing is asked before the component is mounted, and everything ends with it.
 *
 * @example
 * const { open, ready, error } = useConnect({ baseUrl: 'https://connect.example.com', fetchSession, onSuccess })
 * return <button disabled={!ready} onClick={() => open('JohnDeere')}>{error ? 'Try later' : 'Connect John Deere'}</button>
 */
export const useConnect = (options: UseConnectOptions): UseConnect =>
  useLauncher({ ...options, createCore: createConnect, isFramed, now })
