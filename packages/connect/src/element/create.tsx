import type { ProviderId } from '@hitch/protocol'
import { useLayoutEffect } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createConnect } from '../core/index.ts'
import type { ConnectErrorShape } from '../core/types.ts'
import { mountAlone } from '../react/dialog/mount-alone.ts'
import { isFramed, now } from '../react/surroundings.ts'
import type { UseConnect, UseConnectOptions } from '../react/use-connect.ts'
import { useLauncher } from '../react/use-launcher.tsx'
import { defineHitchConnect } from './define.ts'
import { sessionFromUrl } from './session-from-url.ts'
import { shadowPlace } from './shadow-place.ts'

/** What `<Connect>` takes, and where the widget stands. Callbacks are those of the latest `update`. */
export interface CreateOptions extends Omit<UseConnectOptions, 'baseUrl' | 'fetchSession'> {
  /** The BFF's address. Default: where `hitch.js` was loaded from. */
  baseUrl?: string
  /** Asks your own backend for a session token. This or `sessionUrl` must be there. */
  fetchSession?: UseConnectOptions['fetchSession']
  /** The address of your own backend that makes sessions; it answers the token as text, or JSON with `sessionToken`. */
  sessionUrl?: string
  /** An element, or the selector of one: the widget stands in it, after what it holds. Absent: a dialog. */
  container?: Element | string
  /** Of a dialog alone: `ready` or `error` is another now. */
  onReadyChange?: (ready: boolean, details: { error: ConnectErrorShape | null }) => void
}

interface Created {
  /** Changes options; the others stay. `container` cannot be changed. */
  update(options: Omit<CreateOptions, 'container'>): void
  /** Takes it away with all that belongs to it. An attempt that is under way goes on at the provider. */
  destroy(): void
}

/** The widget in a container. */
export interface CreatedInline extends Created {
  /** What stands in the container; its events can be listened to, see `HitchConnectElement`. */
  readonly element: HTMLElement
}

/** The widget in a dialog. `open` and `exit` as of `useConnect`. */
export interface CreatedDialog extends Created {
  /** Opens it: with the list, or straight at a provider. With `consent: false` call it in the click itself. */
  open(provider?: ProviderId): void
  /** Closes it without asking. */
  exit(): void
  /** Everything that a click needs is there. Before, `open` works too, and the dialog comes when it is there. */
  readonly ready: boolean
  /** Why it is not ready, and will not be by itself soon. */
  readonly error: ConnectErrorShape | null
}

/**
 * The widget by a function, for pages without React: in a container, or as a dialog for a button of your own.
 *
 * @throws TypeError in one line, for what the page has left out: no container found, no address of the BFF, no session.
 * @example
 * Hitch.create({ container: '#farm-data', sessionUrl: '/api/connect-session', onSuccess: (connection) => show(connection) })
 * @example
 * const dialog = Hitch.create({ sessionUrl: '/api/connect-session' })
 * button.onclick = () => dialog.open('JohnDeere')
 */
export function create(options: CreateOptions & { container: Element | string }): CreatedInline
export function create(options: CreateOptions & { container?: never }): CreatedDialog
export function create({ container, ...options }: CreateOptions): CreatedInline | CreatedDialog {
  if (container === undefined) return createDialog(options)
  const place = typeof container === 'string' ? document.querySelector(container) : container
  if (!place)
    throw new TypeError(
      typeof container === 'string'
        ? `Hitch.create: nothing on the page matches the container "${container}"`
        : 'Hitch.create: the container is no element of the page',
    )
  return createInline(place, options)
}

type Options = Omit<CreateOptions, 'container'>

const complete = (given: Options): UseConnectOptions => {
  const { sessionUrl, onReadyChange: _ours, ...options } = given
  const { baseUrl, fetchSession = sessionUrl === undefined ? undefined : sessionFromUrl(sessionUrl) } = options
  if (!baseUrl)
    throw new TypeError('Hitch.create needs baseUrl, the address of the BFF: hitch.js was not loaded from it')
  if (!fetchSession) throw new TypeError('Hitch.create needs sessionUrl or fetchSession: your backend makes sessions')
  return { ...options, baseUrl, fetchSession }
}

const createInline = (place: Element, first: Options): CreatedInline => {
  let options = first
  const props = complete(options)
  defineHitchConnect()
  const element = document.createElement('hitch-connect')
  element.update(props)
  place.append(element)
  return {
    element,
    update(changed) {
      options = { ...options, ...changed }
      element.update({ ...changed, ...complete(options) })
    },
    destroy: () => element.remove(),
  }
}

const createDialog = (first: Options): CreatedDialog => {
  let options = first
  let hook: UseConnect | undefined
  const root = createRoot(document.createElement('div'))
  const onHook = (given: UseConnect): void => {
    const changed = hook?.ready !== given.ready || hook.error !== given.error
    hook = given
    if (changed) options.onReadyChange?.(given.ready, { error: given.error })
  }
  const render = (): void => {
    const props = complete(options)
    // Whoever has created it may open it at once.
    flushSync(() => root.render(<Launcher options={props} onHook={onHook} />))
  }
  render()
  return {
    open: (provider) => hook?.open(provider),
    exit: () => hook?.exit(),
    get ready() {
      return !!hook?.ready
    },
    get error() {
      return hook?.error ?? null
    },
    update(changed) {
      options = { ...options, ...changed }
      render()
    },
    destroy() {
      hook = undefined
      root.unmount()
    },
  }
}

/** It stands nowhere: the dialog that it opens has a place of its own. */
const Launcher = ({ options, onHook }: { options: UseConnectOptions; onHook: (hook: UseConnect) => void }): null => {
  const hook = useLauncher({ ...options, createCore: createConnect, isFramed, now, mountAlone: mountInShadow })
  useLayoutEffect(() => onHook(hook))
  return null
}

/** At the end of the page, in a shadow of its own: a page without React has not loaded our style sheet. */
const mountInShadow = (): ReturnType<typeof mountAlone> => {
  const host = document.createElement('hitch-dialog')
  return mountAlone(host, shadowPlace(host, document.body))
}
