/**
 * Why a dialog wants to close, as `onOpenChange` tells it:
 *
 * - `escape`: the Esc key, or the way back of the device.
 * - `close`: the button in the corner.
 * - `done`: "Done", after a provider was connected.
 */
export const OPEN_CHANGE_REASONS = ['escape', 'close', 'done'] as const
export type OpenChangeReason = (typeof OPEN_CHANGE_REASONS)[number]

/**
 * Why the grower left, as `onExit` and the event `exit` tell it. Those of a dialog, and:
 *
 * - `cancel`: inline, an attempt was given up.
 * - `api`: your page closed the dialog, by `open` or by `exit()`.
 * - `unmount`: your page took the dialog away while it was open.
 */
export const EXIT_REASONS = [...OPEN_CHANGE_REASONS, 'cancel', 'api', 'unmount'] as const
export type ExitReason = (typeof EXIT_REASONS)[number]
