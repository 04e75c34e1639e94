import type { ConnectState, ProviderId } from '@hitch/protocol'
import { QueryClient } from '@tanstack/react-query'
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type RefObject,
} from 'react'
import type { Connect as Core, ConnectErrorShape } from '../core/types.ts'
import { en } from '../messages/en.ts'
import { createTexts, type Texts } from '../messages/text.ts'
import type { ConnectRootProps } from './ConnectRoot.tsx'
import { coreOptions } from './core-options.ts'
import type { Problems } from './host-events.ts'
import type { Alone } from './dialog/mount-alone.ts'
import { modeOf } from './mode-of.ts'
import { connectKey, connectQuery } from './queries.ts'
import { useAlone } from './use-alone.ts'
import type { UseConnect } from './use-connect.ts'
import { useCoreState } from './use-core.ts'
import { useLanguage } from './use-language.ts'
import { useLatest } from './use-latest.ts'
import { DIALOG_PARTS, useParts } from './use-parts.ts'
import { Widget } from './Widget.tsx'
import { chosenProviders } from './widget.ts'

export interface LauncherProps extends ConnectRootProps {
  /** Where the dialog stands. Default: in the page itself, with the page's styles. */
  mountAlone?: () => Alone
}

/** `useConnect` with its core, clock and surroundings as arguments. */
export const useLauncher = (props: LauncherProps): UseConnect => {
  const { baseUrl, consent = true, flow, providers, messages, isFramed, mountAlone } = props
  const latest = useLatest(props)
  const parts = useParts(DIALOG_PARTS)
  const { later, connect, closer, dialog } = parts
  const client = useMemo(() => makeClient(baseUrl), [baseUrl])
  const data = useKnown(client, baseUrl)

  const locale = props.locale ?? data?.session.locale ?? 'en'
  const language = useLanguage(locale)
  const texts = useMemo(
    () => createTexts({ ...(language && { ...en, ...later?.english }), ...language, ...messages }, locale),
    [language, later, messages, locale],
  )
  const words = useLatest(texts)

  const { core, problems } = useMemo(() => makeCore(baseUrl, client, latest, words), [baseUrl, client, latest, words])
  const { session } = useCoreState(core)
  const failed = useFirstLook(core, client, baseUrl)
  const [opened, setOpened] = useState<{ first: ProviderId | undefined }>()
  const exit = useCallback(() => setOpened(undefined), [])

  const content = (open: boolean): ReactElement | null | undefined =>
    dialog && (
      <dialog.DialogRoot
        {...{ ...props, client, core, problems, parts, onWords, Widget, open }}
        first={opened?.first}
        onOpenChange={exit}
      />
    )
  useAlone(mountAlone ?? dialog?.mountAlone, opened ? content(true) : undefined, content(false))

  const open = (wanted?: ProviderId): void => {
    // Of `onClick={open}` comes an event.
    const first = typeof wanted === 'string' ? wanted : undefined
    if (opened) return
    if (first && !consent && mayConnect(data && chosenProviders(data, providers), first))
      core.connect(first, { mode: modeOf(flow, later, isFramed()) })
    setOpened({ first })
  }
  const latestOpen = useLatest(open)

  const why = session.status === 'failed' ? session.error : data ? undefined : failed
  // A part that does not come is asked for again by itself.
  const missing = Object.values(parts).includes(null)
  return {
    open: useCallback((wanted) => latestOpen.current(wanted), [latestOpen]),
    exit,
    ready: !!(data && !why && language && later && connect && closer && dialog),
    error: why ?? (missing ? { code: navigator.onLine ? 'internal' : 'network_offline' } : null),
  }
}

/** The hook has the words itself. */
const onWords = (): void => {}

/** What is known while the dialog is closed is kept for its next opening, so it opens at once. */
const makeClient = (_server: string): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { networkMode: 'always', gcTime: Infinity } } })

const makeCore = (
  baseUrl: string,
  client: QueryClient,
  latest: RefObject<ConnectRootProps>,
  words: RefObject<Texts>,
): { core: Core; problems: Problems } => {
  const problems: Problems = new Map()
  return { problems, core: latest.current.createCore(coreOptions(baseUrl, client, latest, words, problems)) }
}

/** Asks once how things stand, and goes on with what this browser tab has begun. Tells why it did not work. */
const useFirstLook = (core: Core, client: QueryClient, baseUrl: string): ConnectErrorShape | undefined => {
  const [failed, setFailed] = useState<{ core: Core; error: ConnectErrorShape }>()
  useEffect(() => {
    let mounted = true
    const look = async (): Promise<void> => {
      try {
        const { attempts } = await client.fetchQuery(connectQuery(core, baseUrl))
        if (mounted) core.resume(attempts)
      } catch (error) {
        if (mounted) setFailed({ core, error: error as ConnectErrorShape })
      }
    }
    client.mount()
    // StrictMode mounts twice: the first time nobody is asked.
    const timer = setTimeout(() => void look())
    return () => {
      mounted = false
      clearTimeout(timer)
      core.destroy()
      client.unmount()
    }
  }, [baseUrl, client, core])
  return failed?.core === core ? failed.error : undefined
}

/** How things stand, from the first look or from the dialog's own. */
const useKnown = (client: QueryClient, baseUrl: string): ConnectState | undefined =>
  useSyncExternalStore(
    useCallback((changed) => client.getQueryCache().subscribe(changed), [client]),
    () => client.getQueryData(connectKey(baseUrl)),
    () => undefined,
  )

/** What is connected is not connected anew, and what is not offered not at all. Nothing known yet: the server says. */
const mayConnect = (data: ConnectState | undefined, wanted: ProviderId): boolean => {
  if (!data) return true
  const stands = data.connections.find(({ provider }) => provider === wanted)
  return (
    data.session.can.includes('connect') &&
    data.providers.some(({ id }) => id === wanted) &&
    (!stands || stands.status === 'needs_attention')
  )
}
