import type { AttemptMode } from '@hitch/protocol'
import type { MessageKey } from '../messages/text.ts'
import type { IconName } from './Icon.tsx'
import type { Buttons, TileAction } from './tile-actions.ts'
import type { TileModel } from './tile-model.ts'
import type { Trouble, TroubleContext } from './trouble.ts'

export type Tone = 'positive' | 'caution' | 'critical'

/** The one action of a row. `details`: a chevron that leads to the connection's own pane. */
export type Slot = 'connect' | 'cancel' | 'close' | 'details'

/** What a tile shows: words and buttons, no behaviour. */
export interface TileView {
  icon?: IconName | undefined
  /** Colour of the icon. */
  tone?: Tone | undefined
  /** The row asks for attention: it takes the tone as its ground. */
  tinted?: boolean | undefined
  /** The mark is grey. */
  asleep?: boolean | undefined
  status: MessageKey
  /** The number in the status. */
  n?: number | undefined
  /** Sentences of the tray; more than one is a numbered list. */
  text?: readonly MessageKey[] | undefined
  buttons?: Buttons | undefined
  /** Shown with Copy: support may need it. */
  reference?: string | undefined
  slot?: Slot | undefined
  /** The slot's action is there and says why it does not work now. */
  disabled?: boolean | undefined
}

/** A state that has words. */
export type VisibleModel = Exclude<TileModel, { state: 'skeleton' }>

export interface ViewContext {
  /** Inside an iframe nothing goes on "in this tab". */
  framed: boolean
  /** How the provider is opened. */
  mode: AttemptMode
  mayConnect: boolean
  mayDisconnect: boolean
  /** Explains error codes; absent until it has been loaded. */
  troubleOf: ((context: TroubleContext) => Trouble | undefined) | undefined
}

/** The words and buttons of a state. Skeletons have none: they are drawn as bones. */
export const tileView = (model: VisibleModel, context: ViewContext): TileView => {
  const view = viewOf(model, context)
  const forbidden: (TileAction | false)[] = [
    ...(context.mayConnect ? [] : (['reconnect', 'organizations'] as const)),
    ...(context.mayDisconnect ? [] : (['disconnect', 'removeLegacy'] as const)),
  ]
  const [lead, ...actions] = view.buttons ?? ['quiet']
  return { ...view, buttons: [lead, ...actions.filter((action) => !forbidden.includes(action))] }
}

/** Our own fault, and whatever nobody can explain. */
const UNEXPLAINED: Trouble = {
  tone: 'critical',
  icon: 'octagon',
  status: 'broken',
  text: ['brokenText'],
  buttons: ['primary', 'tryAgain'],
  referable: true,
}

const CONNECTED = { icon: 'tick', tone: 'positive', status: 'connected' } as const

const viewOf = (model: VisibleModel, context: ViewContext): TileView => {
  const { framed, mode, troubleOf } = context
  const sameTab: TileAction[] = framed ? [] : ['sameTab']

  /** The row asks for something that the grower can do. */
  const asks = (
    icon: IconName,
    status: 'blocked' | 'stepLeft' | 'ended' | 'offline',
    ...buttons: Buttons
  ): TileView => ({
    icon,
    tone: 'caution',
    tinted: true,
    status,
    text: [`${status}Text`],
    buttons,
  })
  /** A connection stands: the chevron leads to what we know of it. */
  const stands = (view: TileView): TileView => ({ ...view, slot: 'details' })

  switch (model.state) {
    case 'available':
    case 'degraded': {
      const rest = {
        slot: model.connectable === 'no' ? undefined : 'connect',
        disabled: model.connectable === 'offline',
      } as const
      return model.state === 'degraded'
        ? { icon: 'triangle', tone: 'caution', status: 'slowToday', ...rest }
        : { status: model.test ? 'testOnly' : 'brandLine', ...rest }
    }
    case 'down': {
      const view: TileView = { icon: 'slashed', asleep: true, status: 'down' }
      return model.details ? stands(view) : view
    }
    case 'opening':
      return { icon: 'ring', status: 'opening', slot: 'cancel' }
    case 'blocked':
      return { ...asks('blocked', 'blocked', 'primary', 'open', ...sameTab), slot: 'cancel' }
    case 'waiting':
      return {
        icon: 'window',
        status: 'waiting',
        // In the same tab there is no other window: the grower has come back before the end.
        ...(mode === 'redirect'
          ? { text: ['cameBackText'], buttons: ['primary', 'sameTab'] }
          : { text: ['waitingText'], buttons: ['outline', 'reopen', ...sameTab] }),
        slot: 'cancel',
      }
    case 'finishing':
      return model.slow
        ? { icon: 'clock', status: 'slow', text: model.signedIn ? ['signedInText'] : [] }
        : { icon: 'ring', status: 'finishing' }
    case 'choosing_organizations': {
      const view = asks('map', 'stepLeft', 'primary', 'organizations', 'later')
      return model.folded ? stands({ ...view, tinted: false, text: [], buttons: undefined }) : view
    }
    case 'checking':
      return stands({ icon: 'ring', status: 'checking' })
    case 'syncing':
      return stands({
        icon: 'arrows',
        tone: 'positive',
        status: model.fields ? 'syncing' : 'syncingNone',
        n: model.fields,
      })
    case 'connected':
      return stands(CONNECTED)
    case 'legacy_before':
      return stands({ ...CONNECTED, text: [model.above ? 'legacyAbove' : 'legacyBefore'] })
    case 'legacy_after':
      return stands({ ...CONNECTED, text: ['legacyAfter'], buttons: ['outline', 'removeLegacy', 'keepBoth'] })
    case 'needs_attention':
      return asks('triangle', 'ended', 'primary', 'reconnect', 'details')
    case 'confirm_disconnect': {
      const { icon, tone, asleep, status, n } = viewOf(model.under, context)
      return {
        icon,
        tone,
        asleep,
        status,
        n,
        text: ['askDisconnect'],
        buttons: ['critical', 'confirmDisconnect', 'keep'],
      }
    }
    case 'disconnecting':
      return { icon: 'ring', status: 'disconnecting', text: model.slow ? ['finishText'] : [] }
    case 'offline':
      return { ...asks('offline', 'offline', 'outline', 'tryNow'), slot: 'cancel' }
    case 'trouble': {
      const { referable, ...trouble } = troubleOf?.(model) ?? UNEXPLAINED
      return { ...trouble, tinted: !!trouble.tone, reference: referable ? model.reference : undefined, slot: 'close' }
    }
  }
}
