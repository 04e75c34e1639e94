import type { ProviderSummary } from '@hitch/protocol'
import { useState } from 'react'
import type { ConnectErrorShape, FlowState } from '../core/types.ts'
import type { TileAction } from './tile-actions.ts'
import type { GrowerChoices } from './tile-model.ts'
import type { VisibleModel } from './tile-view.ts'
import type { WidgetContext } from './widget.ts'

/** "Keep both" is asked once in a browser, not at every visit. Where storage is blocked it is asked again. */
const KEEPS_BOTH = 'hitch.keeps-both'
const remembered = (): boolean => {
  try {
    return localStorage.getItem(KEEPS_BOTH) !== null
  } catch {
    return false
  }
}
const remember = (): void => {
  try {
    localStorage.setItem(KEEPS_BOTH, '')
  } catch {
    // Blocked storage: the choice lives as long as the page.
  }
}

/** What the grower has chosen in a tile, and what each button does. */
export const useTileActions = (
  { id }: ProviderSummary,
  flow: FlowState | undefined,
  { core, now, refresh, disconnected, events, parts, mode, consent, single, pane, show }: WidgetContext,
): { grower: GrowerChoices; act: (action: TileAction, shown: VisibleModel) => void } => {
  const [grower, setGrower] = useState<GrowerChoices>(() => (id === 'CNHI' ? { keepsBoth: remembered() } : {}))
  const choose = (choices: GrowerChoices): void =>
    setGrower(({ keepsBoth }) => ({ keepsBoth: !!keepsBoth, ...choices }))

  const disconnect = async (): Promise<void> => {
    choose({ disconnectingSince: now() })
    try {
      disconnected(id, await core.disconnect(id))
      await refresh()
      choose({})
    } catch (error) {
      const { code, requestId } = error as ConnectErrorShape
      choose({ trouble: { code, reference: requestId } })
    }
  }

  const cancel = (): void => {
    // Out of reach: the attempt goes on, the tile says so, and the core has told the host.
    core.cancel(id).catch(() => {})
  }

  const connect = (): void => {
    events.selected(id)
    core.connect(id, { mode })
    if (pane) show({ name: 'connect', provider: id })
  }

  /** `core.connect` and `core.reopen` run inside the click, before anything is awaited: browsers allow windows only there. */
  const act = (action: TileAction, shown: VisibleModel): void => {
    switch (action) {
      case 'connect':
        // Where the pane does not come, the provider's own page asks.
        if (!consent || parts.connect === null) return connect()
        events.selected(id)
        show({ name: 'connect', provider: id })
        return
      case 'continue':
        events.consentAccepted(id)
        core.connect(id, { mode })
        choose({})
        return
      case 'reconnect':
        connect()
        choose({})
        return
      case 'done':
        events.done(id)
        show()
        return
      case 'another':
        show()
        return
      case 'tryAgain':
      case 'otherAccount':
        if (grower.trouble) void disconnect()
        else connect()
        return
      case 'open':
      case 'reopen':
        core.reopen(id)
        return
      case 'sameTab':
        core.connect(id, { mode: 'redirect' })
        return
      case 'organizations':
        if (shown.state === 'choosing_organizations' && shown.attempt && mode === 'popup') core.reopen(id)
        else core.connect(id, { step: 'organizations', mode })
        choose({})
        if (pane) show({ name: 'connect', provider: id })
        return
      case 'later':
        choose({ later: true })
        if (pane) show()
        if (flow && flow.status !== 'settled') cancel()
        else core.dismiss(id)
        return
      case 'tryNow':
        void refresh()
        return
      case 'cancel':
        events.cancelled(id, flow?.attemptId)
        cancel()
        return
      case 'close':
        choose({})
        core.dismiss(id)
        if (pane && !single) show()
        return
      case 'details':
        show({ name: 'details', provider: id })
        return
      case 'disconnect':
        show({ name: 'disconnect', provider: id })
        return
      case 'removeLegacy':
        if (pane) show({ name: 'disconnect', provider: id })
        else choose({ asking: true })
        return
      case 'keep':
        choose({})
        if (pane) show({ name: 'details', provider: id })
        return
      case 'keepBoth':
        remember()
        setGrower((before) => ({ ...before, keepsBoth: true }))
        return
      case 'confirmDisconnect':
        if (pane) show()
        void disconnect()
    }
  }

  return { grower, act }
}
