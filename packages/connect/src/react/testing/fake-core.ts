import type { Attempt, ConnectState, Health, Organization, Progress, ProviderId } from '@hitch/protocol'
import type { Connect, ConnectErrorShape, ConnectOptions, CoreState, FlowState } from '../../core/types.ts'

export interface FakeServer {
  /** The answer of `GET /v1/connect`; a refusal; or none, ever. */
  connect: ConnectState | ConnectErrorShape | 'never'
  progress?: Progress | ConnectErrorShape | 'never'
  organizations?: Organization[] | ConnectErrorShape | 'never'
  events?: Health[] | ConnectErrorShape | 'never'
  /** How a disconnect ends; `never`: it hangs. */
  disconnect?: 'done' | 'pending' | 'never' | ConnectErrorShape
}

/** A core without windows and network, for stories and tests: what it is asked is kept, what it tells is set by hand. */
export interface FakeCore {
  server: FakeServer
  /** Every call that came from the widget: `['connect', 'JohnDeere']`. */
  calls: unknown[][]
  /** Subscriptions that stand: one for each living widget. */
  listening: () => number
  create: (options: ConnectOptions) => Connect
  set: (state: Partial<CoreState>) => void
  flow: (provider: ProviderId, flow: FlowState | undefined) => void
  /** What the widget handed over. */
  options: () => ConnectOptions
}

/** How a provider is opened; a window of its own is the usual way, and not worth a word. */
const unusual = ({ step, mode }: { step?: string; mode?: string | undefined } = {}): object[] =>
  step || mode === 'redirect' ? [{ ...(step && { step }), ...(mode === 'redirect' && { mode }) }] : []

export const createFakeCore = (
  server: FakeServer,
  initial: Partial<CoreState> = {},
  onCall?: (...call: unknown[]) => void,
): FakeCore => {
  let state: CoreState = { session: { status: 'none' }, flows: {}, online: true, ...initial }
  let options: ConnectOptions | undefined
  const listeners = new Set<(state: CoreState) => void>()
  const answer = <Value>(value: Value | ConnectErrorShape | 'never'): Promise<Value> => {
    if (value === 'never') return new Promise(() => {})
    if (typeof value === 'object' && value !== null && 'code' in value) {
      return Promise.reject(Object.assign(new Error(value.code), value))
    }
    return Promise.resolve(value)
  }

  const fake: FakeCore = {
    server,
    calls: [],
    listening: () => listeners.size,
    options() {
      if (!options) throw new Error('no core was made yet')
      return options
    },
    set(changes) {
      state = { ...state, ...changes }
      for (const listener of listeners) listener(state)
    },
    flow(provider, flow) {
      const { [provider]: _before, ...flows } = state.flows
      fake.set({ flows: flow ? { ...flows, [provider]: flow } : flows })
    },
    create(given) {
      options = given
      const note = (...call: unknown[]): void => {
        fake.calls.push(call)
        onCall?.(...call)
      }
      return {
        getState: () => state,
        subscribe(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        api: {
          getConnect: () => (note('getConnect'), answer<ConnectState>(fake.server.connect)),
          getAttempt: () => answer<Attempt>('never'),
          listEvents: async (provider) => {
            note('listEvents', provider)
            return { events: await answer<Health[]>(fake.server.events ?? []) }
          },
          getProgress: (provider) => (note('getProgress', provider), answer<Progress>(fake.server.progress ?? {})),
          listOrganizations: async () => {
            note('listOrganizations')
            return { organizations: await answer<Organization[]>(fake.server.organizations ?? []) }
          },
        },
        prepare: (provider, mode) => note('prepare', provider, ...unusual({ mode })),
        connect: (provider, options) => note('connect', provider, ...unusual(options)),
        reopen: (provider) => note('reopen', provider),
        cancel: (provider) => (note('cancel', provider), Promise.resolve()),
        dismiss(provider) {
          note('dismiss', provider)
          fake.flow(provider, undefined)
        },
        disconnect: (provider) => (note('disconnect', provider), answer(fake.server.disconnect ?? 'done')),
        resume: (attempts) => note('resume', attempts),
        restartSession: () => note('restartSession'),
        destroy: () => note('destroy'),
      }
    },
  }
  return fake
}
