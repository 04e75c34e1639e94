/** A window of the browser, as far as a case needs it. A button is named as in an XPath. */
export interface Tab {
  /** An expression, evaluated where the widget or the provider's page is. Its value must be JSON. */
  evaluate(expression: string): Promise<unknown>
  /** A real press: the browser takes it for the grower's hand, so that a window may open. */
  click(xpath: string): Promise<void>
  reload(): Promise<void>
  /** Closing what is closed is no error. */
  close(): Promise<void>
}

export interface HostTab extends Tab {
  /** The newest window that this page has opened, once there are so many. */
  popup(count: number): Promise<Tab>
}

/** A browser engine. Growers in it do not share cookies. */
export interface Engine {
  /** Such as "Chromium 156.0". */
  readonly version: string
  /** How many growers may go about it at once. */
  readonly growers: number
  /** @param framed The widget's page is in the frame of this one. */
  open(url: string, framed: boolean): Promise<HostTab>
  stop(): Promise<void>
}

/** The engine's driver gave no answer to a command: nothing is said about the page. */
export class DriverSilent extends Error {
  override readonly name = 'DriverSilent'
}
