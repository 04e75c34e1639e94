import { createRoot, type Root } from 'react-dom/client'
import type { ConnectProps } from '../react/connect-props.ts'
import { Connect } from '../react/index.ts'
import styles from '../styles/index.css?inline'
import { ATTRIBUTES, readAttributes } from './read-attributes.ts'

/** What is set from script: functions and objects. A property goes before an attribute of the same meaning. */
const PROPERTIES = ['baseUrl', 'fetchSession', 'providers', 'appearance', 'messages', 'logos', 'consent'] as const

type Settable = Pick<ConnectProps, (typeof PROPERTIES)[number]>

/** A server has no elements: there the class is defined and never made. */
const Base = globalThis.HTMLElement ?? Object

/**
 * The widget as an element, for pages without React: `<hitch-connect>`.
 *
 * It lives in a shadow root with its own styles, so the page's do not reach in; `--hitch-*` custom properties,
 * `color-scheme`, direction and font size are inherited as anywhere. Its events bubble, out of the shadow too: each of
 * the widget's as `hitch-` and its name with hyphens, the payload in `detail`, and `hitch-success` with
 * `{connection, sessionId, provider, attemptId}` exactly once per connected attempt.
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
  readonly #set: Partial<Settable> = {}

  connectedCallback(): void {
    for (const name of PROPERTIES) this.#adopt(name)
    if (!this.#root) this.#root = createRoot(this.#place())
    this.#render()
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

  #change<Name extends keyof Settable>(name: Name, value: Settable[Name] | undefined): void {
    if (value === undefined) delete this.#set[name]
    else this.#set[name] = value
    this.#render()
  }

  /** What a framework has set before the element was defined stands in the way of the property of the same name. */
  #adopt<Name extends keyof Settable>(name: Name): void {
    if (!Object.hasOwn(this, name)) return
    const own = this as Partial<Settable>
    const value = own[name]
    delete own[name]
    this.#change(name, value)
  }

  #place(): HTMLElement {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    shadow.adoptedStyleSheets = [sheet]
    const place = this.ownerDocument.createElement('div')
    // Selectors of the style sheet see only what stands inside the shadow.
    place.dir = getComputedStyle(this).direction
    shadow.replaceChildren(place)
    return place
  }

  #render(): void {
    const {
      baseUrl,
      fetchSession = noSession,
      ...props
    } = {
      ...this.usual(),
      ...readAttributes(this),
      ...this.#set,
    }
    if (baseUrl === undefined) return
    this.#root?.render(
      <Connect
        {...props}
        baseUrl={baseUrl}
        fetchSession={fetchSession}
        onEvent={(event) => this.#tell(event.name.replaceAll('_', '-'), event)}
        onSuccess={(connection, meta) => this.#tell('success', { connection, ...meta })}
      />,
    )
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`hitch-${name}`, { detail, bubbles: true, composed: true }))
  }
}

const noSession = (): Promise<string> =>
  Promise.reject(new TypeError('<hitch-connect> needs the attribute session-url, or the property fetchSession'))
