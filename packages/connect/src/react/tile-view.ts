import type { ProviderSummary } from '@hitch/protocol'
import type { MessageKey, Words } from '../messages/text.ts'
import type { IconName } from './Icon.tsx'
import {
  CONFIRM_DISCONNECT,
  DETAILS,
  DISCONNECT,
  KEEP,
  KEEP_BOTH,
  LATER,
  OPEN,
  ORGANIZATIONS,
  RECONNECT,
  RECONNECT_QUIETLY,
  REMOVE_LEGACY,
  REOPEN,
  SAME_TAB,
  TRY_NOW,
  type TrayButton,
} from './tile-actions.ts'
import type { TileModel } from './tile-model.ts'
import { troubleOf } from './trouble.ts'

export type Tone = 'positive' | 'caution' | 'critical'

/** The one action of a row. `details`: a chevron; it says whether the tray is open. */
export type Slot = 'connect' | 'cancel' | 'close' | 'details'

/** What a tile shows: words and buttons, no behaviour. */
export interface TileView {
  icon?: IconName
  /** Colour of the icon. */
  tone?: Tone
  /** The row asks for attention: it takes the tone as its ground. */
  tinted?: boolean
  /** The mark is grey. */
  asleep?: boolean
  status: Words
  /** Sentences of the tray; more than one is a numbered list. */
  text?: Words[]
  /** "Connected since" and the like stand in the tray. */
  facts?: boolean
  buttons?: TrayButton[]
  /** Shown with Copy. */
  reference?: string | undefined
  slot?: Slot
  /** The slot's action is there and says why it does not work now. */
  disabled?: boolean
}

/** A state that has words. */
export type VisibleModel = Exclude<TileModel, { state: 'skeleton' }>

export interface ViewContext {
  /** The brand's name. */
  brand: string
  /** Inside an iframe nothing goes on "in this tab". */
  framed: boolean
  /** The tray with "Connected since" is open. */
  details: boolean
  mayConnect: boolean
  mayDisconnect: boolean
}

/** The words and buttons of a state. Skeletons have none: they are drawn as bones. */
export const tileView = (model: VisibleModel, provider: ProviderSummary, context: ViewContext): TileView => {
  const view = viewOf(model, provider, context)
  const may = ({ action }: TrayButton): boolean =>
    action === 'reconnect' || action === 'organizations'
      ? context.mayConnect
      : action === 'disconnect' || action === 'remove_legacy'
        ? context.mayDisconnect
        : true
  return view.buttons ? { ...view, buttons: view.buttons.filter(may) } : view
}

const viewOf = (model: VisibleModel, provider: ProviderSummary, context: ViewContext): TileView => {
  const { framed, details } = context
  const words = (key: MessageKey): Words => ({ key, p: provider.shortLabel, name: provider.label, b: context.brand })
  const sameTab = framed ? [] : [SAME_TAB]

  /** The row asks for something that the grower can do. */
  const asks = (icon: IconName, status: MessageKey, text: MessageKey, buttons: TrayButton[]): TileView => ({
    icon,
    tone: 'caution',
    tinted: true,
    status: words(status),
    text: [words(text)],
    buttons,
  })
  /** A connection stands: the chevron opens what we know of it. */
  const stands = (view: TileView, reconnect: TrayButton[] = [RECONNECT_QUIETLY]): TileView => ({
    ...view,
    slot: 'details',
    ...(details && { facts: true, buttons: [...reconnect, DISCONNECT] }),
  })
  const connected = { icon: 'tick', tone: 'positive', status: words('connected') } as const

  switch (model.state) {
    case 'available':
    case 'degraded':
      return {
        ...(model.state === 'degraded' && { icon: 'triangle', tone: 'caution' }),
        status: model.state === 'degraded' ? words('slowToday') : model.test ? words('testOnly') : brandLine(provider),
        ...(model.connectable !== 'no' && { slot: 'connect', disabled: model.connectable === 'offline' }),
      }
    case 'down': {
      const view: TileView = { icon: 'slashed', asleep: true, status: words('down') }
      return model.details ? stands(view, []) : view
    }
    case 'opening':
      return { icon: 'ring', status: words('opening'), slot: 'cancel' }
    case 'blocked':
      return { ...asks('blocked', 'blocked', 'blockedText', [OPEN, ...sameTab]), slot: 'cancel' }
    case 'waiting':
      return {
        icon: 'window',
        status: words('waiting'),
        text: [words('waitingText')],
        buttons: [REOPEN, ...sameTab],
        slot: 'cancel',
      }
    case 'finishing':
      return model.slow
        ? { icon: 'clock', status: words('slow'), ...(model.signedIn && { text: [words('signedInText')] }) }
        : { icon: 'ring', status: words('finishing') }
    case 'choosing_organizations': {
      const view = asks('map', 'stepLeft', 'stepLeftText', [ORGANIZATIONS, LATER])
      if (!model.folded) return view
      return details
        ? stands({ ...view, tinted: false }, [ORGANIZATIONS])
        : stands({ icon: 'map', tone: 'caution', status: view.status })
    }
    case 'checking':
      return stands({ icon: 'ring', status: words('checking') })
    case 'syncing':
      return stands({
        icon: 'arrows',
        tone: 'positive',
        status: model.fields > 0 ? { ...words('syncing'), n: model.fields } : words('syncingNone'),
      })
    case 'connected':
      return stands(connected)
    case 'legacy_before':
      return stands({ ...connected, text: [words(model.above ? 'legacyAbove' : 'legacyBefore')] })
    case 'legacy_after':
      return stands({ ...connected, text: [words('legacyAfter')], buttons: [REMOVE_LEGACY, KEEP_BOTH] })
    case 'needs_attention': {
      const view = asks('triangle', 'ended', 'endedText', [RECONNECT, DETAILS])
      return details ? stands(view, [RECONNECT]) : view
    }
    case 'confirm_disconnect': {
      const { icon, tone, asleep, status } = viewOf(model.under, provider, context)
      return {
        ...(icon && { icon }),
        ...(tone && { tone }),
        ...(asleep && { asleep }),
        status,
        text: [words('askDisconnect')],
        buttons: [CONFIRM_DISCONNECT, KEEP],
      }
    }
    case 'disconnecting':
      return { icon: 'ring', status: words('disconnecting'), ...(model.slow && { text: [words('finishText')] }) }
    case 'offline':
      return { ...asks('offline', 'offline', 'offlineText', [TRY_NOW]), slot: 'cancel' }
    case 'trouble': {
      const trouble = troubleOf(model.code, { test: provider.environment === 'STAGE', works: model.works })
      return {
        icon: trouble.icon,
        ...(trouble.tone !== 'neutral' && { tone: trouble.tone, tinted: true }),
        status: words(trouble.status),
        text: trouble.text.map(words),
        buttons: trouble.button ? [trouble.button] : [],
        ...(trouble.reference && { reference: model.reference }),
        slot: 'close',
      }
    }
  }
}

const brandLine = (provider: ProviderSummary): Words => ({ key: 'brandLine', text: provider.brands.join(', ') })
