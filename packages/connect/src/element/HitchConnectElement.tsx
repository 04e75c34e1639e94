import { createRoot, type Root } from 'react-dom/client'
import type { ConnectProps } from '../react/connect-props.ts'
import { Connect } from '../react/index.ts'
import { ATTRIBUTES, readAttributes } from './read-attributes.ts'
import { shadowPlace } from './shadow-place.ts'

/** What is set from script: functions and objects. A property goes before an attribute of the same meaning. */
const PROPERTIES = ['baseUrl', 'fetchSession', 'providers', 'appearance', 'messages', 'logos', 'consent'] as const

type Settable = Pick<ConnectProps, (typeof PROPERTIES)[number]>

/** A server has no elements: there the class is defined and never made. */
const Base = globalThis.HTMLElement ?? Object

/**
 * The widget as an element, for pages without React: `<hitch-connect>`.
 *
 * It lives in a shadow root with its own styles, so the page's do not reach in; `--hitch-*` custom properties,
 * `color-scheme`, direction and font size are inherited as anywhere, and `::part()` reaches every element by the name that
 * it has in `classNames`. Its events bubble, out of the shadow too: each of the widget's as `hitch-` and its name with
 * hyphens, the payload in `detail`; `hitch-success` with `{connection, sessionId, provider, attemptId}` exactly once per
 * connected attempt; and in the click `hitch-before-connect` with `{provider}`: `preventDefault()` keeps the window shut.
 *
 * With `display="dialog"` it shows nothing until it has the attribute `open`, which it takes off when the grower closes it.
 *
 * @example
 * <hitch-connect base-url="https://connect.example.com" session-url="/api/connect-session"></hitch-connect>
 * <script type="module">
 *   document.querySelector('hitch-connect').addEventListener('hitch-success', ({ detail }) => show(detail.connection))
 * </script>
 */
export class HitchConnectElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES
  #root: Root | undefined
  readonly #set: Partial<ConnectProps> = {}

  connectedCallback(): void {
    for (const name of [...PROPERTIES, 'open'] as const) this.#adopt(name)
    if (!this.#root) this.#root = createRoot(shadowPlace(this))
    this.#render()
    queueMicrotask(() => {
      if (this.isConnected && !this.#props().baseUrl) reportError(new TypeError(NO_BFF))
    })
  }

  /** An element that is only moved is back at once: the widget in it lives on. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#root?.unmount()
      this.#root = undefined
    })
  }

  /** What holds where neither attribute nor property says otherwise. */
  protected usual(): Partial<ConnectProps> {
    return {}
  }

  attributeChangedCallback(): void {
    this.#render()
  }

  /**
   * Sets several of the widget's props at once, callbacks too; the others stay. `undefined` takes one back.
   *
   * @example element.update({ locale: 'pt-BR', onSuccess: (connection) => show(connection.provider) })
   */
  update(props: Partial<ConnectProps>): void {
    const { open, ...rest } = props
    Object.assign(this.#set, rest)
    for (const name of Object.keys(rest) as (keyof typeof rest)[]) if (rest[name] === undefined) delete this.#set[name]
    if (open !== undefined) this.toggleAttribute('open', open)
    this.#render()
  }

  get baseUrl(): Settable['baseUrl'] | undefined {
    return this.#set.baseUrl
  }
  set baseUrl(value: Settable['baseUrl'] | undefined) {
    this.#change('baseUrl', value)
  }
  get fetchSession(): Settable['fetchSession'] | undefined {
    return this.#set.fetchSession
  }
  set fetchSession(value: Settable['fetchSession'] | undefined) {
    this.#change('fetchSession', value)
  }
  get providers(): Settable['providers'] | undefined {
    return this.#set.providers
  }
  set providers(value: Settable['providers'] | undefined) {
    this.#change('providers', value)
  }
  get appearance(): Settable['appearance'] | undefined {
    return this.#set.appearance
  }
  set appearance(value: Settable['appearance'] | undefined) {
    this.#change('appearance', value)
  }
  get messages(): Settable['messages'] | undefined {
    return this.#set.messages
  }
  set messages(value: Settable['messages'] | undefined) {
    this.#change('messages', value)
  }
  get logos(): Settable['logos'] | undefined {
    return this.#set.logos
  }
  set logos(value: Settable['logos'] | undefined) {
    this.#change('logos', value)
  }
  get consent(): Settable['consent'] | undefined {
    return this.#set.consent
  }
  set consent(value: Settable['consent'] | undefined) {
    this.#change('consent', value)
  }
  /** Whether the dialog is open; the attribute of the same name. Of `display="dialog"` alone. */
  get open(): boolean {
    return this.hasAttribute('open')
  }
  set open(value: boolean | undefined) {
    this.toggleAttribute('open', !!value)
  }

  #change<Name extends keyof Settable>(name: Name, value: Settable[Name] | undefined): void {
    this.update({ [name]: value })
  }

  /** What a framework has set before the element was defined stands in the way of the property of the same name. */
  #adopt<Name extends keyof Settable | 'open'>(name: Name): void {
    if (!Object.hasOwn(this, name)) return
    const own = this as Partial<Settable & { open: boolean }>
    const value = own[name]
    delete own[name]
    own[name] = value
  }

  #props(): Partial<ConnectProps> {
    return { ...this.usual(), ...readAttributes(this), ...this.#set }
  }

  #render(): void {
    const { baseUrl, fetchSession = noSession, ...props } = this.#props()
    if (baseUrl === undefined) return
    this.#root?.render(
      <Connect
        {...props}
        baseUrl={baseUrl}
        fetchSession={fetchSession}
        open={this.open}
        onOpenChange={(open, details) => {
          this.open = open
          props.onOpenChange?.(open, details)
        }}
        onBeforeConnect={(provider) =>
          this.#tell('before-connect', { provider }, true) && props.onBeforeConnect?.(provider) !== false
        }
        onEvent={(event) => {
          this.#tell(event.name.replaceAll('_', '-'), event)
          props.onEvent?.(event)
        }}
        onSuccess={(connection, meta) => {
          this.#tell('success', { connection, ...meta })
          props.onSuccess?.(connection, meta)
        }}
      />,
    )
  }

  #tell(name: string, detail: object, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`hitch-${name}`, { detail, bubbles: true, composed: true, cancelable }))
  }
}

const NO_BFF =
  '<hitch-connect> needs the attribute base-url, or hitch.js from the BFF: https://connect.example.com/hitch.js'

const noSession = (): Promise<string> =>
  Promise.reject(new TypeError('<hitch-connect> needs the attribute session-url, or the property fetchSession'))
