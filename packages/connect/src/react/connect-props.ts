import type { Connection, ProviderId } from '@hitch/protocol'
import type { ConnectErrorShape, ConnectEvent, ConnectOptions } from '../core/types.ts'
import type { Messages } from '../messages/text.ts'
import type { ClassNames } from './class-names.ts'

/** What a callback is about. */
export interface ConnectMeta {
  sessionId: string | undefined
  provider?: ProviderId
  attemptId?: string
}

export interface ExitMeta extends ConnectMeta {
  /** `done`: pressed on the page that tells of the connection. `cancel`: an attempt was given up. */
  reason: 'done' | 'cancel'
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
  /** `inline`: in the page's flow. @default 'inline' */
  display?: 'inline'
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
  /** The grower pressed Cancel. `error`: what had gone wrong before, if anything. */
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
