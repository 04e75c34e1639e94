/** Everything that a grower can do with a provider, in its tile or its panes. Each has a text of the same name. */
export type TileAction =
  | 'connect'
  | 'continue'
  | 'done'
  | 'another'
  | 'tryAgain'
  | 'otherAccount'
  | 'reconnect'
  | 'open'
  | 'reopen'
  | 'sameTab'
  | 'organizations'
  | 'later'
  | 'tryNow'
  | 'cancel'
  | 'close'
  | 'details'
  | 'disconnect'
  | 'confirmDisconnect'
  | 'keep'
  | 'removeLegacy'
  | 'keepBoth'

/** `primary` and `critical` are filled. */
export type ButtonKind = 'primary' | 'outline' | 'quiet' | 'critical' | 'critical-quiet'

/** The tray's buttons, after the look of the first. Only the first may be filled, so no row ever has two filled ones. */
export type Buttons = [lead: 'primary' | 'outline' | 'critical' | 'quiet', ...actions: TileAction[]]
