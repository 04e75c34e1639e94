import type { ProviderId } from '@hitch/protocol'
import { vi } from 'vitest'
import { createConnect } from '../create-connect.ts'
import type { Connect, ConnectEvent, ConnectOptions, FlowOutcome, FlowState } from '../types.ts'
import { FakeBff, ORIGIN } from './fake-bff.ts'
import { asWindow, FakeWindow } from './fake-window.ts'

export interface Settled {
  provider: ProviderId
  outcome: FlowOutcome
  attemptId: string
}

/** One core on one page, over a BFF that may be shared with other pages. */
export interface Page {
  core: Connect
  window: FakeWindow
  bff: FakeBff
  events: ConnectEvent[]
  settled: Settled[]
  flow: (provider?: ProviderId) => FlowState | undefined
  /** How often the host was asked for a session. */
  sessions: () => number
}

/** Time stands still until a test moves it, and runs again after the test; for `beforeEach`. */
export const stopTime = (): (() => void) => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') })
  return () => void vi.useRealTimers()
}
export const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

export const openPage = ({
  window = new FakeWindow(),
  bff = new FakeBff(),
  ...options
}: Partial<ConnectOptions> & { window?: FakeWindow; bff?: FakeBff } = {}): Page => {
  const events: ConnectEvent[] = []
  const settled: Settled[] = []
  let sessions = 0
  const core = createConnect({
    baseUrl: ORIGIN,
    fetchSession: async () => {
      sessions += 1
      return `token-${sessions}`
    },
    onEvent: (event) => events.push(event),
    onSettled: (provider, outcome, attemptId) => settled.push({ provider, outcome, attemptId }),
    environment: { window: asWindow(window), fetch: bff.fetch, now: () => Date.now(), random: () => 0.5 },
    ...options,
  })
  core.subscribe(() => {})
  return {
    core,
    window,
    bff,
    events,
    settled,
    flow: (provider = 'CNHIFieldOps') => core.getState().flows[provider],
    sessions: () => sessions,
  }
}

/** The page with a started attempt: the grower is at the provider. Its attempt is `att_1`. */
export const openStarted = async (options?: Parameters<typeof openPage>[0]): Promise<Page> => {
  const page = openPage(options)
  page.core.connect('CNHIFieldOps')
  await pass(0)
  page.bff.start('att_1')
  await pass(1000)
  return page
}

export const names = ({ events }: Page): string[] => events.map(({ name }) => name)
