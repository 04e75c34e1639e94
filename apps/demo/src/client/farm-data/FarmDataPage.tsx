import { Connect, type ConnectEvent } from '@hitch/connect/react'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import '@hitch/connect/styles.css'
import { type Farm, SITE_PATHS } from '../../shared/site.ts'
import { SendLinkPanel } from '../send-link/SendLinkPanel.tsx'
import { connectionsQuery } from '../site-queries.ts'
import { Benefits } from './Benefits.tsx'
import { EventsPanel, type LoggedEvent } from './EventsPanel.tsx'
import { FarmCard } from './FarmCard.tsx'
import { fetchSessionIn } from './fetch-session.ts'
import { ServerKnows } from './ServerKnows.tsx'
import { ServerTold } from './ServerTold.tsx'
import { FIRST_SETTINGS, LOOKS } from './settings.ts'
import { SettingsPanel } from './SettingsPanel.tsx'

/** After these the backend is asked again what is connected. Itself it asks the BFF, and believes no event. */
const TELLING = new Set(['ready', 'connection_changed', 'disconnected'])
const KEPT = 100

/** The page where the widget stands, as it would on a real site: among the grower's other things. */
export function FarmDataPage({ farm, hitchUrl }: { farm: Farm; hitchUrl: string }) {
  const queryClient = useQueryClient()
  const [events, setEvents] = useState<readonly LoggedEvent[]>([])
  const [settings, setSettings] = useState(FIRST_SETTINGS)
  const { language, look, consent } = settings

  const onEvent = (event: ConnectEvent) => {
    setEvents((before) => [{ key: (before[0]?.key ?? 0) + 1, event }, ...before].slice(0, KEPT))
    if (TELLING.has(event.name)) void queryClient.invalidateQueries(connectionsQuery)
  }
  const widget = {
    baseUrl: hitchUrl,
    fetchSession: useMemo(() => fetchSessionIn(language, SITE_PATHS.farmData), [language]),
    theme: 'inherit',
    appearance: LOOKS[look],
    consent,
    onEvent,
  } as const

  return (
    <div className="wide farm-data">
      <header className="farm-data-head">
        <h1>Your farm data</h1>
        <p className="lead">
          {farm.name}, member {farm.memberNumber}
        </p>
      </header>
      <div className="farm-data-columns">
        <div className="widget-place">
          {/* Another language is another session: the windows speak it too. */}
          <Connect key={language} {...widget} />
        </div>
        <div className="farm-data-cards">
          <FarmCard farm={farm} />
          <Benefits />
        </div>
      </div>
      <SendLinkPanel farm={farm} />
      <ServerKnows />
      <ServerTold />
      <SettingsPanel key={language} settings={settings} onChange={setSettings} widget={widget} />
      <EventsPanel events={events} />
    </div>
  )
}
