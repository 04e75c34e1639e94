import type { MessageKey } from '../messages/text.ts'

/** Everything that a grower can do in a tile. */
export const TILE_ACTIONS = [
  'connect',
  'try_again',
  'reconnect',
  'open',
  'reopen',
  'same_tab',
  'organizations',
  'later',
  'try_now',
  'cancel',
  'close',
  'details',
  'disconnect',
  'confirm_disconnect',
  'keep',
  'remove_legacy',
  'keep_both',
] as const
export type TileAction = (typeof TILE_ACTIONS)[number]

/** `primary` and `critical` are filled: at most one of them stands in a row. */
export type ButtonKind = 'primary' | 'outline' | 'quiet' | 'critical' | 'critical-quiet'

export interface TrayButton {
  action: TileAction
  kind: ButtonKind
  label: MessageKey
}

const button = (action: TileAction, kind: ButtonKind, label: MessageKey): TrayButton => ({ action, kind, label })

export const OPEN = button('open', 'primary', 'open')
export const REOPEN = button('reopen', 'outline', 'reopen')
export const SAME_TAB = button('same_tab', 'quiet', 'sameTab')
export const ORGANIZATIONS = button('organizations', 'primary', 'organizations')
export const LATER = button('later', 'quiet', 'later')
export const RECONNECT = button('reconnect', 'primary', 'reconnect')
export const RECONNECT_QUIETLY = button('reconnect', 'outline', 'reconnect')
export const DETAILS = button('details', 'quiet', 'details')
export const DISCONNECT = button('disconnect', 'critical-quiet', 'disconnect')
export const CONFIRM_DISCONNECT = button('confirm_disconnect', 'critical', 'disconnect')
export const KEEP = button('keep', 'quiet', 'keep')
export const REMOVE_LEGACY = button('remove_legacy', 'outline', 'removeLegacy')
export const KEEP_BOTH = button('keep_both', 'quiet', 'keepBoth')
export const TRY_AGAIN = button('try_again', 'primary', 'tryAgain')
export const TRY_AGAIN_LATER = button('try_again', 'outline', 'tryAgain')
export const OTHER_ACCOUNT = button('try_again', 'primary', 'otherAccount')
export const TRY_NOW = button('try_now', 'outline', 'tryNow')
