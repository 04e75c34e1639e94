import { useState, type ReactElement } from 'react'
import type { CoreState } from '../../core/types.ts'
import { ConnectRoot } from '../ConnectRoot.tsx'
import type { ConnectProps } from '../connect-props.ts'
import { createFakeCore, type FakeServer } from './fake-core.ts'
import { NOW } from './fixtures.ts'

export interface StoryWidgetArgs extends Omit<ConnectProps, 'baseUrl' | 'fetchSession'> {
  /** Of the box around the widget, in pixels. */
  width: number
  /** What the server answers. */
  server: FakeServer
  /** What the core tells. */
  core?: Partial<CoreState>
  dir?: 'ltr' | 'rtl'
  /** Everything that the widget asks of its core. */
  onCall: (...call: unknown[]) => void
}

/** The whole widget, with a core that opens nothing and asks nobody. */
export const StoryWidget = ({ width, server, core, dir, onCall, ...props }: StoryWidgetArgs): ReactElement => {
  const [fake] = useState(() => createFakeCore(server, core, onCall))
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }} data-testid="box" dir={dir}>
      <ConnectRoot
        {...props}
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => false}
        now={() => NOW}
      />
    </div>
  )
}
