import type { Attempt } from '@hitch/protocol'
import { useEffect, useReducer, useRef, useState, type CSSProperties, type ReactElement } from 'react'
import { connectionOf } from '../testing/fixtures.ts'
import { openHostPage, type HostPage } from '../testing/host-page.tsx'

interface Line {
  callback: 'onEvent' | 'onSuccess' | 'onExit'
  name: string
  /** What else it brings, as JSON. */
  more: string
}

const panel: CSSProperties = {
  boxSizing: 'border-box',
  padding: 16,
  border: '1px solid color-mix(in oklab, CanvasText 20%, Canvas)',
  borderRadius: 8,
  font: '14px/1.5 system-ui, sans-serif',
}

/**
 * A host's page on which the widget is real, with a BFF in memory: the provider's window is a panel beside it, in which
 * whoever looks at the story plays the grower. What the host is told scrolls by.
 */
export const EventStage = (): ReactElement => {
  const [host] = useState(() => openHostPage())
  const [lines, setLines] = useState<Line[]>([])
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (lines.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [lines])
  const tell = (callback: Line['callback'], name: string, more: object): void =>
    setLines((before) => [...before, { callback, name, more: JSON.stringify(more) }])
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))', gap: 24 }}>
      <div>
        <host.Widget
          onEvent={({ name, timestamp: _when, sessionId: _same, ...more }) => tell('onEvent', name, more)}
          onSuccess={({ provider, status }) => tell('onSuccess', provider, { status })}
          onExit={(error, { reason, provider }) => tell('onExit', reason, { error, provider })}
        />
      </div>
      <div style={{ display: 'grid', alignContent: 'start', gap: 16 }}>
        <ProviderWindow host={host} />
        <section ref={box} role="log" aria-labelledby="told" style={{ ...panel, blockSize: 340, overflow: 'auto' }}>
          <div style={{ display: 'flex', justifyContent: 'space-between' }}>
            <h2 id="told" style={{ margin: 0, font: 'inherit', fontWeight: 600 }}>
              What the host is told
            </h2>
            <button type="button" onClick={() => setLines([])}>
              Clear
            </button>
          </div>
          <ol style={{ margin: '8px 0 0', padding: 0, listStyle: 'none' }}>
            {lines.map(({ callback, name, more }, index) => (
              <li key={index}>
                {callback} <b>{name}</b>{' '}
                <code style={{ overflowWrap: 'anywhere', font: '12px/1.5 ui-monospace, monospace' }}>
                  {more === '{}' ? '' : more}
                </code>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  )
}

/** The attempt whose window is open: a window of the core's that nobody has closed. */
const openAttempt = ({ bff, window }: HostPage): Attempt | undefined => {
  if (window.opened.length === 0 || window.last.closed) return undefined
  return [...bff.attempts.values()].findLast(({ status }) => status === 'created' || status === 'started')
}

/** The grower has decided, at the provider. */
const end = (host: HostPage, how: 'connected' | 'failed', { attemptId, provider }: Attempt): void => {
  const connection = connectionOf(provider)
  if (how === 'connected') {
    host.state = { connections: [...(host.state.connections ?? []), connection] }
    host.bff.set(attemptId, 'connected', { connection })
  } else host.bff.set(attemptId, 'failed', { error: { code: 'access_denied', retry: 'now' } })
  host.window.last.close()
  host.nudge()
}

/** Stands for the provider's page: there is none in Storybook, and no window is opened. */
const ProviderWindow = ({ host }: { host: HostPage }): ReactElement => {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const attempt = openAttempt(host)
  useEffect(() => {
    const timer = setInterval(() => {
      const opened = openAttempt(host)
      // The form of the window comes to the BFF by itself.
      if (opened?.status === 'created' && host.window.last.document.form) {
        host.bff.start(opened.attemptId)
        host.nudge()
      }
      render()
    }, 100)
    return () => clearInterval(timer)
  }, [host])

  return (
    <section style={panel} aria-label="The provider's window">
      {attempt?.status === 'started' ? (
        <>
          <p style={{ margin: '0 0 12px' }}>
            You are at <b>{attempt.provider}</b>. Let the host read your data?
          </p>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <button type="button" onClick={() => end(host, 'connected', attempt)}>
              Allow
            </button>
            <button type="button" onClick={() => end(host, 'failed', attempt)}>
              Refuse
            </button>
            <button type="button" onClick={() => host.window.last.close()}>
              Close the window
            </button>
          </div>
        </>
      ) : (
        <p style={{ margin: 0 }}>No window is open. Press Connect.</p>
      )}
    </section>
  )
}
