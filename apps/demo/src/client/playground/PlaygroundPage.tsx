import type { ConnectEvent } from '@hitch/connect/react'
import { useCallback, useMemo, useState } from 'react'
import { SITE_PATHS } from '../../shared/site.ts'
import type { LoggedEvent } from '../farm-data/EventsPanel.tsx'
import { fetchSessionIn } from '../farm-data/fetch-session.ts'
import { Choices } from './Choices.tsx'
import { backendCode, pageCode } from './code.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { Controls } from './Controls.tsx'
import { EventLog } from './EventLog.tsx'
import { LiveWidget } from './LiveWidget.tsx'
import { Scenarios } from './Scenarios.tsx'
import { FORMS, widgetOptions } from './settings.ts'
import { useSettings } from './use-settings.ts'

const KEPT = 100

/** For developers: the widget with any settings, and the code that makes the same on a page of their own. */
export function PlaygroundPage({ hitchUrl }: { hitchUrl: string }) {
  const [settings, setSettings] = useSettings()
  const [events, setEvents] = useState<readonly LoggedEvent[]>([])
  const { form, display, language } = settings

  const onEvent = useCallback(
    (event: ConnectEvent) =>
      setEvents((before) => [{ key: (before[0]?.key ?? 0) + 1, event }, ...before].slice(0, KEPT)),
    [],
  )
  const fetchSession = useMemo(() => fetchSessionIn(language, SITE_PATHS.playground), [language])
  const widget = useMemo(
    () => ({ baseUrl: hitchUrl, fetchSession, onEvent, ...widgetOptions(settings) }),
    [hitchUrl, fetchSession, onEvent, settings],
  )

  return (
    <div className="wide playground">
      <header className="playground-head">
        <h1>Playground</h1>
        <p className="lead">Set the widget as your page wants it, try it, and take the code along.</p>
      </header>
      <Controls settings={settings} onChange={setSettings} />
      <div className="playground-results">
        <section className="stage" aria-label="The widget">
          {/* Another language is another session: the windows speak it too. */}
          <LiveWidget key={`${form} ${display} ${language}`} form={form} display={display} widget={widget} />
        </section>
        <Scenarios />
        <section className="card" aria-labelledby="code-title">
          <div className="card-head">
            <h2 id="code-title">Code</h2>
            <Choices
              legend="Form"
              options={FORMS}
              value={form}
              onChoose={(chosen) => setSettings({ ...settings, form: chosen })}
            />
          </div>
          <CodeBlock title="Your page" code={pageCode(settings, hitchUrl)} />
          <CodeBlock title="Your backend" code={backendCode(settings, hitchUrl)} />
        </section>
        <EventLog events={events} onClear={() => setEvents([])} />
      </div>
    </div>
  )
}
