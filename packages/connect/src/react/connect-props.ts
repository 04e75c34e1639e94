import type { Connection, ProviderId } from '@hitch/protocol'
import type { ExitReason, OpenChangeReason } from '../core/reasons.ts'
import type { ConnectErrorShape, ConnectEvent, ConnectOptions } from '../core/types.ts'
import type { Messages } from '../messages/text.ts'
import type { ClassNames } from './class-names.ts'

/** What a callback is about. */
export interface ConnectMeta {
  sessionId: string | undefined
  provider?: ProviderId | undefined
  attemptId?: string | undefined
}

export interface ExitMeta extends ConnectMeta {
  reason: ExitReason
}

/** The CSS custom properties that a host may set, without the prefix `--hitch-`. Any CSS value. */
export interface AppearanceVariables {
  /** Filled button, and what derives from it: its text, its edge, links, focus ring. Default: ink. */
  accent?: string
  /** Ground. Set together with `text`. */
  surface?: string
  /** Words; muted words, lines and tints derive from it. */
  text?: string
  positive?: string
  caution?: string
  critical?: string
  /** Dividers. */
  line?: string
  /** Focus ring. */
  focus?: string
  /** Frame's corners; buttons take two thirds of it, marks three quarters. Default `0.75rem`. */
  radius?: string
  controlRadius?: string
  markRadius?: string
  font?: string
  /** All sizes scale with it. Default `1rem`. */
  fontSize?: string
  /** The grid's unit. Default `0.25rem`; `3px` is compact. */
  space?: string
  /** Of the dialog alone. */
  shadow?: string
  /** 0 = none, 1 = as designed, 2 = slower. */
  motion?: string
}

export interface ConnectProps {
  /** Address of the BFF: its HITCH_PUBLIC_URL. */
  baseUrl: string
  /**
   * Asks your own backend for a session token. Called at the start and again, silently, whenever the session has run
   * out. Reject when there is none to be had.
   */
  fetchSession: ConnectOptions['fetchSession']
  /** Which providers to show, in this order. Default: all that the BFF offers, in its order. */
  providers?: readonly ProviderId[]
  /**
   * `inline`: in the page's flow. `dialog`: a modal dialog over the page, shown by `open` or `defaultOpen`.
   * @default 'inline'
   */
  display?: 'inline' | 'dialog'
  /**
   * Whether the dialog is open, where your page keeps it; then it closes only when you say so in `onOpenChange`. When it
   * turns `false` nobody is asked, and an attempt that is under way goes on: `onSuccess` tells of it.
   *
   * @example
   * const [open, setOpen] = useState(false)
   * <Connect display="dialog" open={open} onOpenChange={setOpen} {...rest} />
   */
  open?: boolean
  /** The dialog is open at first, and keeps by itself whether it is. @default false */
  defaultOpen?: boolean
  /**
   * The grower wants to close the dialog. Never called for what your page does itself, and not for a press beside the
   * dialog: that does not close it, for whoever comes back from the provider's window often presses there first.
   *
   * @example onOpenChange={(open, { reason }) => { if (reason === 'done') showFields(); setOpen(open) }}
   */
  onOpenChange?: (open: boolean, details: { reason: OpenChangeReason }) => void
  /**
   * Before a window opens, the grower reads who receives what, what not, and how to stop it. `false`: your page has said so.
   * @default true
   */
  consent?: boolean
  /**
   * BCP 47. Words are there in English, Portuguese, Spanish, French and German; dates and numbers in every language.
   * @default the session's locale, else 'en'
   */
  locale?: string
  /**
   * `inherit`: the `color-scheme` of the place where the widget stands; `auto`: the system's.
   * @default 'inherit'
   */
  theme?: 'inherit' | 'light' | 'dark' | 'auto'
  /** Your colours and shapes. Set by CSSOM, so a Content-Security-Policy of `style-src 'self'` suffices. */
  appearance?: { variables?: AppearanceVariables }
  /** Your own words for any text. */
  messages?: Partial<Messages>
  /** Addresses of the providers' logos, where you may use them. Default: neutral letters. */
  logos?: Partial<Record<ProviderId, string>>
  /**
   * Exactly once per connected attempt. For the eye: your backend learns the truth from the BFF.
   *
   * @example onSuccess={(connection) => toast(`${connection.provider} is connected`)}
   */
  onSuccess?: (connection: Connection, meta: ConnectMeta) => void
  /**
   * `auto`: a second window, but the same tab where there is none to be had: in-app browsers, web views, pages on the home
   * screen. `popup`, `redirect`: always so. Inside a frame it is always a window: a frame cannot take the tab along.
   * @default 'auto'
   */
  flow?: 'auto' | 'popup' | 'redirect'
  /** Called in the click, before a window opens or the tab leaves; `false` keeps it from that. See `ConnectOptions`. */
  onBeforeConnect?: ConnectOptions['onBeforeConnect']
  /**
   * The grower left: once per opened dialog, however it was closed; inline at Cancel and at Done.
   *
   * @param error what had last gone wrong with that provider, or with the session; told once, and no more once it is connected.
   * @example onExit={(error, { reason }) => { if (error) report(error.code, error.requestId, reason) }}
   */
  onExit?: (error: ConnectErrorShape | null, meta: ExitMeta) => void
  /** Everything that happens, by stable names. */
  onEvent?: (event: ConnectEvent) => void
  /** Added to the outermost element's own classes. */
  className?: string
  /** Classes of yours for each element, added to ours. */
  classNames?: ClassNames
  /**
   * Takes our looks off: structure, words, behaviour, ARIA, classes and data attributes stay, and you style all of it. Of
   * `styles.css` only what draws icons and what hides the words for screen readers still counts.
   * @default false
   */
  unstyled?: boolean
}
