import { Connect, type ConnectProps } from '@hitch/connect/react'
import '@hitch/connect/styles.css'
import { StrictMode, useState, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { HostPage } from '../stack/host-site.ts'
import { ByHook, Controlled, Uncontrolled } from './Dialogs.tsx'
import { startJournal } from './journal.ts'

/** What the page tells its test, in the order in which it happened. */
declare global {
  interface Window {
    told: {
      kind: 'success' | 'exit' | 'event' | 'open-change'
      widget: number
      name?: string
      sessionId?: string
      provider?: string
      code?: string
      open?: boolean
      reason?: string
    }[]
  }
}
window.told = []

const place = document.getElementById('host')
if (place === null) throw new Error('the page lacks its place')
const page = JSON.parse(new URLSearchParams(location.search).get('page') ?? '{}') as HostPage
const query = location.search
const note = page.journal === undefined ? () => {} : startJournal(place, page.journal, `/journal${query}`)

const fetchSession = async ({ signal }: { signal: AbortSignal }): Promise<string> => {
  if (place.dataset['session'] !== undefined) return place.dataset['session']
  const response = await fetch(`/session${query}`, { method: 'POST', signal })
  if (!response.ok) throw new Error('no session')
  const session: { sessionToken: string } = await response.json()
  return session.sessionToken
}

const propsOf = (widget: number): ConnectProps => ({
  baseUrl: place.dataset['bff'] ?? '',
  fetchSession,
  ...(page.providers === undefined ? {} : { providers: page.providers as never }),
  ...(page.consent === undefined ? {} : { consent: page.consent }),
  ...(page.flow === undefined ? {} : { flow: page.flow }),
  ...(page.theme === undefined ? {} : { theme: page.theme }),
  ...(page.variables === undefined ? {} : { appearance: { variables: page.variables } }),
  onSuccess: (connection, { attemptId }) => {
    window.told.push({ kind: 'success', widget, provider: connection.provider })
    note({ kind: 'success', attemptId })
  },
  onExit: (error, { reason }) => {
    window.told.push({ kind: 'exit', widget, reason, ...(error === null ? {} : { code: error.code }) })
  },
  onEvent: (event) => {
    window.told.push({
      kind: 'event',
      widget,
      name: event.name,
      ...(event.sessionId === undefined ? {} : { sessionId: event.sessionId }),
      ...(event.provider === undefined ? {} : { provider: event.provider }),
    })
    if (event.name === 'attempt_finished') {
      note({ kind: 'finished', attemptId: event.attemptId, status: event.status, code: event.code })
    }
  },
})

const Widgets = (): ReactElement | ReactElement[] => {
  const props = propsOf(0)
  const onOpenChange: ConnectProps['onOpenChange'] = (open, { reason }) => {
    window.told.push({ kind: 'open-change', widget: 0, open, reason })
  }
  if (page.dialog === undefined)
    return Array.from({ length: page.widgets ?? 1 }, (_, widget) => <Connect key={widget} {...propsOf(widget)} />)
  switch (page.dialog) {
    case 'hook':
      return <ByHook {...props} />
    case 'controlled':
      return <Controlled {...props} onOpenChange={onOpenChange} />
    case 'uncontrolled':
      return <Uncontrolled {...props} onOpenChange={onOpenChange} />
  }
}

const Host = () => {
  const [mounted, setMounted] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setMounted(!mounted)}>
        {mounted ? 'Unmount' : 'Mount'}
      </button>
      {mounted && <Widgets />}
    </>
  )
}

createRoot(place).render(
  page.strictMode === true ? (
    <StrictMode>
      <Host />
    </StrictMode>
  ) : (
    <Host />
  ),
)
