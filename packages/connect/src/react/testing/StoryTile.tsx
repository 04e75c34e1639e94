import type {
  Connection,
  ConnectState,
  Organization,
  Permission,
  Progress,
  ProviderId,
  ProviderSummary,
} from '@hitch/protocol'
import { useState, type ReactElement } from 'react'
import type { ConnectErrorShape, FlowState } from '../../core/types.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import type { ConnectProps } from '../connect-props.ts'
import { createFakeCore } from './fake-core.ts'
import { connectionOf, connectState, NOW, PROVIDERS } from './fixtures.ts'

/** The state of one tile, as the controls of a story give it. */
export interface StoryTileArgs extends Pick<ConnectProps, 'appearance' | 'messages' | 'theme' | 'locale'> {
  provider: ProviderId
  /** Of the box around the widget, in pixels. */
  width: number
  brand: string
  online: boolean
  framed: boolean
  can: Permission[]
  /** What the server says otherwise than usual of the provider. */
  summary?: Partial<ProviderSummary>
  /** What stands; absent: nothing is connected. */
  connection?: Partial<Connection>
  /** The attempt that runs. */
  flow?: FlowState
  progress?: Progress
  organizations?: Organization[]
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
    const connect: ConnectState = {
      ...usual,
      session: { ...usual.session, can, brand: { name: brand } },
      providers: [{ ...PROVIDERS[provider], ...summary }],
      connections: connection ? [connectionOf(provider, connection)] : [],
    }
    const { progress, organizations, disconnect } = args
    const server = {
      connect,
      ...(progress && { progress }),
      ...(organizations && { organizations }),
      ...(disconnect && { disconnect }),
    }
    return createFakeCore(server, { online, flows: flow ? { [provider]: flow } : {} }, args.onCall)
  })
  const { width, framed, appearance, messages, theme, locale } = args
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }} data-testid="box">
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => framed}
        now={() => NOW}
        {...(appearance && { appearance })}
        {...(messages && { messages })}
        {...(theme && { theme })}
        {...(locale && { locale })}
      />
    </div>
  )
}
