/** Just enough of a browser for the core: windows that open windows, elements that remember what was done to them. */

type Properties = Record<string, unknown>

/** No `innerHTML`, and its document has no `write`: the core must not need them. */
export class FakeElement {
  readonly children: FakeElement[] = []
  readonly style: Record<string, string> = {}
  readonly ownerDocument: FakeDocument
  readonly localName: string
  submitted = 0

  constructor(ownerDocument: FakeDocument, localName: string) {
    this.ownerDocument = ownerDocument
    this.localName = localName
  }
  get properties(): Properties {
    return this as unknown as Properties
  }
  append(child: FakeElement): void {
    this.children.push(child)
  }
  submit(): void {
    if (this.ownerDocument.throwsAtForms) throw new DOMException()
    this.submitted += 1
  }
  all(localName: string): FakeElement[] {
    return this.children.flatMap((child) => [
      ...(child.localName === localName ? [child] : []),
      ...child.all(localName),
    ])
  }
}

export class FakeDocument extends EventTarget {
  readonly head = new FakeElement(this, 'head')
  readonly body = new FakeElement(this, 'body')
  hidden = false
  title = ''
  /** As in Firefox, where the policy forbids a form. */
  throwsAtForms = false

  createElement(name: string): FakeElement {
    return new FakeElement(this, name)
  }
  /** The form of the attested start that was submitted from inside this document. */
  get form(): FakeElement | undefined {
    return this.body.all('form').find(({ submitted }) => submitted > 0)
  }
  meta(name: string): unknown {
    return this.head.all('meta').find(({ properties }) => properties['name'] === name)?.properties['content']
  }
}

class FakeDataTransfer {
  readonly files: File[] = []
  readonly items = { add: (file: File): number => this.files.push(file) }
}

/** The text of the ticket that a document's form carries, with the part's name, file name and type. */
export const ticketOf = async ({ form }: FakeDocument): Promise<object | undefined> => {
  const input = form?.all('input')[0]
  const [file, ...others] = (input?.properties['files'] ?? []) as File[]
  if (!input || !file || others.length > 0) return undefined
  const { type, name } = input.properties
  return { type, name, filename: file.name, mediaType: file.type, text: await file.text() }
}

/** sessionStorage, which outlives the windows that share it. */
export const createStorage = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const entries = new Map<string, string>()
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  }
}

let pageLoads = 0

export class FakeWindow extends EventTarget {
  readonly document = new FakeDocument()
  readonly navigator = { onLine: true }
  readonly performance = { timeOrigin: (pageLoads += 1) }
  readonly DataTransfer = FakeDataTransfer
  readonly File = File
  readonly screenX = 100
  readonly outerWidth = 1000
  /** Every window that was opened from this one, with the arguments of `open`. */
  readonly opened: { window: FakeWindow; url: string; name: string; features: string }[] = []
  readonly reported: unknown[] = []
  popupsAllowed = true
  /** The page was left: nothing in it runs any more. */
  unloaded = false
  closed = false
  focused = 0
  top: FakeWindow
  sessionStorage

  constructor(sessionStorage: Pick<Storage, 'getItem' | 'setItem'> = createStorage()) {
    super()
    this.top = this
    this.sessionStorage = sessionStorage
  }

  get last(): FakeWindow {
    const last = this.opened.at(-1)
    if (!last) throw new Error('no window was opened')
    return last.window
  }

  open = (url: string, name: string, features: string): FakeWindow | null => {
    if (!this.popupsAllowed) return null
    const window = new FakeWindow()
    this.opened.push({ window, url, name, features })
    return window
  }
  close = (): void => {
    this.closed = true
  }
  focus = (): void => {
    this.focused += 1
  }
  reportError = (error: unknown): void => {
    this.reported.push(error)
  }
  setTimeout = (run: () => void, delay: number): number =>
    globalThis.setTimeout(() => {
      if (!this.unloaded) run()
    }, delay) as unknown as number
  clearTimeout = (timer: number): void => globalThis.clearTimeout(timer)
  setInterval = (run: () => void, delay: number): number => globalThis.setInterval(run, delay) as unknown as number
  clearInterval = (timer: number): void => globalThis.clearInterval(timer)

  /** A message as the browser would hand it over. */
  message(event: { origin: string; source: unknown; data: unknown }): void {
    this.dispatchEvent(Object.assign(new Event('message'), event))
  }
  /** The Content-Security-Policy stops something in this window's document. */
  violate(effectiveDirective: string): void {
    this.document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { effectiveDirective }))
  }
}

export const asWindow = (window: FakeWindow): Window & typeof globalThis =>
  window as unknown as Window & typeof globalThis
