import type { Connection, ConnectState, Permission, ProviderId, ProviderSummary } from '@hitch/protocol'
import { useState, type ReactElement } from 'react'
import type { ConnectErrorShape, FlowState } from '../../core/types.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import type { ConnectProps } from '../connect-props.ts'
import { createFakeCore, type FakeServer } from './fake-core.ts'
import { connectionOf, connectState, NOW, PROVIDERS } from './fixtures.ts'

/** The state of one tile, as the controls of a story give it. */
export interface StoryTileArgs extends Pick<ConnectProps, 'appearance' | 'messages' | 'theme' | 'locale'> {
  provider: ProviderId
  /** Of the box around the widget, in pixels. */
  width: number
  brand: string
  online: boolean
  framed: boolean
  consent: boolean
  /** Another provider stands in the list too: there is something to go back to. */
  beside?: boolean
  subject?: string
  logoUrl?: string
  can: Permission[]
  /** What the server says otherwise than usual of the provider. */
  summary?: Partial<ProviderSummary>
  /** What stands; absent: nothing is connected. */
  connection?: Partial<Connection>
  /** The attempt that runs. */
  flow?: FlowState
  /** How the provider is opened; absent: as the browser allows. */
  opens?: ConnectProps['flow']
  /** The attempt that begins when the grower presses. */
  begins?: FlowState
  /** What the server says from its second answer on. */
  afterwards?: Partial<Connection>
  progress?: FakeServer['progress']
  organizations?: FakeServer['organizations']
  events?: FakeServer['events']
  disconnect?: 'done' | 'pending' | 'never' | ConnectErrorShape
  /** Everything that the widget asks of its core. */
  onCall: (...call: unknown[]) => void
}

/** One tile in the widget's frame, with a core that opens nothing and asks nobody. */
export const StoryTile = (args: StoryTileArgs): ReactElement => {
  const { onCall: _spy, appearance: _colours, width: _box, ...given } = args
  return <Fresh key={JSON.stringify(given)} {...args} />
}

const Fresh = (args: StoryTileArgs): ReactElement => {
  const { provider, summary, connection, flow, online, brand, can } = args
  const [fake] = useState(() => {
    const usual = connectState()
    const state = (stands: Partial<Connection> | undefined): ConnectState => ({
      ...usual,
      session: {
        ...usual.session,
        can,
        brand: { name: brand, ...(args.logoUrl && { logoUrl: args.logoUrl }) },
        ...(args.subject && { subject: args.subject }),
      },
      providers: [
        { ...PROVIDERS[provider], ...summary },
        ...(args.beside ? [PROVIDERS[provider === 'CNHI' ? 'JohnDeere' : 'CNHI']] : []),
      ],
      connections: stands ? [connectionOf(provider, stands)] : [],
    })
    const { progress, organizations, events, disconnect } = args
    const server: FakeServer = {
      connect: state(connection),
      ...(progress && { progress }),
      ...(organizations && { organizations }),
      ...(events && { events }),
      ...(disconnect && { disconnect }),
    }
    let answers = 0
    const fake = createFakeCore(server, { online, flows: flow ? { [provider]: flow } : {} }, (...call) => {
      args.onCall(...call)
      if (call[0] === 'connect' && args.begins) fake.flow(provider, args.begins)
      if (call[0] === 'getConnect' && ++answers > 1 && args.afterwards) fake.server.connect = state(args.afterwards)
    })
    return fake
  })
  const { width, framed, consent, appearance, messages, theme, locale, opens } = args
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }} data-testid="box">
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => framed}
        consent={consent}
        now={() => NOW}
        {...(appearance && { appearance })}
        {...(messages && { messages })}
        {...(theme && { theme })}
        {...(locale && { locale })}
        {...(opens && { flow: opens })}
      />
    </div>
  )
}
