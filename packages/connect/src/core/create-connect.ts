import type { Attempt, AttemptMode, AttemptStep, CreatedAttempt, ProviderId } from '@hitch/protocol'
import { createStore } from 'zustand/vanilla'
import { createApi } from './api.ts'
import { createAttempts } from './attempts.ts'
import { type ConnectError, connectError } from './connect-error.ts'
import { completeEnvironment } from './environment.ts'
import { createEmit, guarded } from './events.ts'
import { listenForMessages } from './messages.ts'
import { createPending } from './pending.ts'
import { fillWindow, onWindowGone, openWindow } from './popup.ts'
import { createSession } from './session.ts'
import { submitTicket } from './start-form.ts'
import { createTickets } from './tickets.ts'
import { transition } from './transition.ts'
import type { Connect, ConnectOptions, CoreState, FlowOutcome, FlowState, SessionState } from './types.ts'

/** One go at one provider, as this page knows it; there is one while the flow is open. After a reload little is known. */
interface Run {
  mode?: AttemptMode
  step?: AttemptStep | undefined
  /** Known with the mode. */
  since?: number
  popup?: Window | null
  /** Absent until the ticket is spent. */
  attemptId?: string | undefined
  /** Of this browser tab: its steps are told as events. */
  own: boolean
  gone?: boolean
}

/** A second click within this time is a double click. A window that is cut off reads closed by then, though it is open. */
const DOUBLE_CLICK = 1000

/**
 * The headless core: opens providers' windows, follows the attempts and tells how they stand. It has no texts and no looks.
 *
 * Nothing happens before the first call or subscription; after `destroy` the next one begins anew.
 *
 * @example
 * const connect = createConnect({ baseUrl: 'https://connect.example.com', fetchSession })
 * connect.subscribe(({ flows }) => render(flows))
 * button.onclick = () => connect.connect('JohnDeere')
 */
export const createConnect = (options: ConnectOptions): Connect => {
  const environment = completeEnvironment(options.environment)
  const { window: view, now } = environment
  const { origin } = new URL(options.baseUrl)
  const { getState, setState, subscribe } = createStore<CoreState>(() => ({
    session: { status: 'none' },
    flows: {},
    online: true,
  }))
  const runs = new Map<ProviderId, Run>()
  let life: AbortController | undefined

  const emit = createEmit(environment, options.onEvent, () => getState().session)
  const failed = (cause: unknown, provider?: ProviderId): ConnectError => {
    const error = connectError('internal', cause)
    emit('error', provider, undefined, { code: error.code, requestId: error.requestId })
    return error
  }

  /** Without a state: the session works. A token alone does not say so, it may be refused. */
  const showSession = (session?: SessionState): void => {
    const { status } = getState().session
    if (session || status !== 'ready') setState({ session: session ?? { status: 'ready' } })
    if (session?.status === 'failed' && status !== 'failed') failed(session.error)
  }
  const show = (provider: ProviderId, flow: FlowState): void =>
    setState({ flows: { ...getState().flows, [provider]: flow } })
  const settle = (provider: ProviderId, outcome: FlowOutcome, attemptId?: string): void => {
    runs.delete(provider)
    show(provider, { status: 'settled', attemptId, outcome })
  }

  const learned = (attempt: Attempt): void => {
    const { provider, attemptId, status } = attempt
    const run = runs.get(provider)
    const shown = run?.attemptId === attemptId ? getState().flows[provider] : undefined
    const next = transition(attempt, shown, !!run?.gone, now())
    if (next.status === 'settled') return attempts.end(provider, attemptId, next.outcome)
    if (!shown || JSON.stringify(next) === JSON.stringify(shown)) return
    show(provider, next)
    if (!run?.own) return
    const arrived = shown.status === 'opening' && status !== 'created'
    if (arrived && !run.step) emit('provider_opened', provider, attemptId)
    if (next.status === 'choosing_organizations') emit('organizations_opened', provider, attemptId)
  }
  const ended = (provider: ProviderId, attemptId: string, outcome: FlowOutcome): void => {
    const run = runs.get(provider)
    // An earlier attempt, overtaken by a newer one, is shown only when it brings good news that nothing stands against.
    if (run ? run.attemptId === attemptId : !getState().flows[provider] || outcome.status === 'connected')
      settle(provider, outcome, attemptId)
  }
  const deliver = (provider: ProviderId, attemptId: string, outcome: FlowOutcome): void => {
    const { status, error, connection } = outcome as Partial<Attempt> & FlowOutcome
    emit('attempt_finished', provider, attemptId, { status, code: error?.code })
    if (connection) emit('connection_changed', provider, attemptId, { connection })
    guarded(environment, () => options.onSettled?.(provider, outcome, attemptId))
  }

  const session = createSession(environment, options, showSession, () => emit('session_refreshed'))
  const api = createApi(environment, origin, session, showSession)
  const tickets = createTickets(api, environment)
  const pending = createPending(environment)
  const attempts = createAttempts(environment, api, pending, learned, ended, deliver)

  const listen = (): void => {
    if (options.signal?.aborted || life) return
    life = new AbortController()
    const { signal } = life
    const look = (): void => {
      setState({ online: view.navigator.onLine })
      if (!view.document.hidden) attempts.wake()
    }
    look()
    for (const name of 'focus visibilitychange online offline'.split(' ')) view.addEventListener(name, look, { signal })
    listenForMessages(view, signal, origin, runs, attempts.wake)
  }

  const start = (provider: ProviderId, mode: AttemptMode, step: AttemptStep | undefined): void => {
    listen()
    if (!guarded(environment, () => life && options.onBeforeConnect?.(provider) !== false)) return
    const before = runs.get(provider)
    // A window that came to nothing before would come to nothing again; the form itself may open one.
    const target = view.top !== view && before?.popup === null ? '_blank' : ''
    const asked = mode === 'popup' && !target
    const popup = asked ? openWindow(environment) : null
    const run: Run = { mode, step, since: now(), popup, own: true }
    runs.set(provider, run)
    if (asked && !popup) {
      run.attemptId = before?.attemptId
      show(provider, { status: 'blocked' })
      tickets.prepare(provider, mode, step)
      return emit('popup_blocked', provider)
    }
    before?.popup?.close()
    show(provider, { status: 'opening' })

    const over = (): boolean => runs.get(provider) !== run
    const fail = (cause: unknown): void => {
      if (over()) return
      popup?.close()
      const outcome: FlowOutcome = { status: 'failed', error: failed(cause, provider) }
      if (run.attemptId) {
        attempts.end(provider, run.attemptId, outcome)
        api.cancel(run.attemptId).catch(() => {
          // It runs out by itself.
        })
      } else settle(provider, outcome)
    }
    const submit = ({ attemptId, ticket }: CreatedAttempt): void => {
      if (over() || popup?.closed) return
      run.attemptId = attemptId
      pending.add(attemptId, provider)
      show(provider, { status: 'opening', attemptId })
      emit('attempt_started', provider, attemptId, { mode })
      attempts.follow(provider, attemptId)
      submitTicket(environment, (popup ?? view).document, { action: `${origin}/start`, target }, ticket, () =>
        fail(connectError('blocked_by_host_policy')),
      )
    }
    if (popup) {
      guarded(environment, () => {
        const text = options.openingText?.(provider)
        if (text) fillWindow(environment, popup, text)
      })
      onWindowGone(environment, popup, over, () => {
        run.gone = true
        if (run.attemptId) attempts.wake()
        // Nothing was begun: this is no attempt that goes on in a window we cannot see.
        else settle(provider, { status: 'cancelled' })
      })
    }
    tickets.take(provider, mode, step).then(submit).catch(fail)
  }

  const open = (provider: ProviderId, asked: AttemptMode, step?: AttemptStep, again?: boolean): void => {
    // A frame cannot take the whole tab along.
    const mode = view.top === view ? asked : 'popup'
    const run = runs.get(provider)
    const status = getState().flows[provider]?.status
    if (run?.mode === mode && status !== 'blocked') {
      const alive = run.popup && !run.popup.closed && !again
      if (alive || now() - (run.since as number) < DOUBLE_CLICK) return run.popup?.focus()
    }
    start(provider, mode, step ?? (status === 'choosing_organizations' ? 'organizations' : run?.step))
  }

  const destroy = (): void => {
    life?.abort()
    life = undefined
    for (const { attemptId, popup } of runs.values()) {
      // A window that still waits for its ticket would wait for ever. One that is at the provider is the grower's.
      if (!attemptId) popup?.close()
    }
    runs.clear()
    attempts.clear()
    pending.clear()
    tickets.clear()
    session.clear()
    setState({ flows: {} })
  }
  options.signal?.addEventListener('abort', destroy)

  return {
    getState,
    subscribe(changed) {
      listen()
      return subscribe(changed)
    },
    prepare: tickets.prepare,
    connect: (provider, { step, mode = 'popup' } = {}) => open(provider, mode, step),
    reopen: (provider) => open(provider, 'popup', undefined, true),
    async cancel(provider) {
      const run = runs.get(provider)
      try {
        if (run?.attemptId) learned(await api.cancel(run.attemptId))
        else if (run) settle(provider, { status: 'cancelled' })
        if (runs.get(provider) !== run) run?.popup?.close()
      } catch (error) {
        failed(error, provider)
      }
    },
    dismiss(provider) {
      const { [provider]: flow, ...flows } = getState().flows
      if (flow?.status === 'settled') setState({ flows })
    },
    async disconnect(provider) {
      try {
        if ((await api.disconnect(provider)) === 202) return 'pending'
        emit('disconnected', provider)
        return 'done'
      } catch (error) {
        throw failed(error, provider)
      }
    },
    resume(list) {
      listen()
      // Without a life the host has ended it.
      if (life)
        for (const attempt of list) {
          const { attemptId, provider } = attempt
          if (attempts.has(attemptId)) continue
          const own = pending.take(attemptId)
          const flow = transition(attempt, undefined, false, now())
          if (flow.status === 'settled') {
            // Another tab's outcome is for that tab to deliver.
            if (own) attempts.end(provider, attemptId, flow.outcome)
          } else if (!runs.has(provider)) {
            runs.set(provider, { attemptId, own })
            show(provider, flow)
            attempts.follow(provider, attemptId)
          } else if (own) attempts.follow(provider, attemptId)
        }
    },
    restartSession() {
      tickets.clear()
      session.clear()
      session.token().then(attempts.wake, () => {
        // Shown in the state.
      })
    },
    destroy,
    api,
  }
}
