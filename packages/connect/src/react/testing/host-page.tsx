import type { ConnectState } from '@hitch/protocol'
import type { ReactElement } from 'react'
import { createConnect } from '../../core/index.ts'
import { FakeBff, ORIGIN } from '../../core/testing/fake-bff.ts'
import { asWindow, FakeWindow } from '../../core/testing/fake-window.ts'
import type { ConnectProps } from '../connect-props.ts'
import { ConnectRoot, type ConnectRootProps } from '../ConnectRoot.tsx'
import type { UseConnect, UseConnectOptions } from '../use-connect.ts'
import { useLauncher } from '../use-launcher.tsx'
import { connectState } from './fixtures.ts'

/** A host's page with the real core over a BFF in memory; its windows are fakes, its DOM is the browser's. */
export interface HostPage {
  bff: FakeBff
  window: FakeWindow
  /** What the BFF says of the session, the providers and the connections. */
  state: Partial<ConnectState>
  /** What the host's backend gives; absent: it refuses. */
  token: string | undefined
  /** How often the host was asked for a session. */
  sessions: number
  Widget: (props: Partial<ConnectProps>) => ReactElement
  /** A component of the host's that uses the hook, and what it makes of it. */
  Launcher: (props: Partial<UseConnectOptions> & { children: (hook: UseConnect) => ReactElement }) => ReactElement
  /** The windows say "ask now". */
  nudge: () => void
}

export const openHostPage = (shared: { bff?: FakeBff; window?: FakeWindow } = {}): HostPage => {
  const { bff = new FakeBff(), window = new FakeWindow() } = shared
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    if (/\/(organizations|events|progress)$/.test(String(input)))
      return Response.json({ organizations: [], events: [] })
    const response = await bff.fetch(input, init)
    if (!response.ok || !String(input).endsWith('/v1/connect')) return response
    const { session, attempts } = (await response.json()) as ConnectState
    const state = connectState(page.state)
    return Response.json({ ...state, session: { ...state.session, ...session }, attempts })
  }
  const page: HostPage = {
    bff,
    window,
    state: {},
    token: 'token-1',
    sessions: 0,
    nudge: () => void window.dispatchEvent(new Event('focus')),
    Widget: (props) => <ConnectRoot {...surroundings} {...props} />,
    Launcher: ({ children, ...options }) => children(useLauncher({ ...surroundings, ...options })),
  }
  const surroundings: ConnectRootProps = {
    baseUrl: ORIGIN,
    async fetchSession() {
      page.sessions += 1
      if (page.token === undefined) throw new Error('signed out')
      return page.token
    },
    createCore: (options) => createConnect({ ...options, environment: { window: asWindow(window), fetch } }),
    isFramed: () => false,
    now: Date.now,
  }
  return page
}
