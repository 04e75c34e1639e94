import type { AttemptMode } from '@hitch/protocol'
import type { ConnectProps } from './connect-props.ts'
import type { Parts } from './use-parts.ts'

/**
 * How a provider is opened. Until it is known what this browser can do, in a window: one that is stopped is dealt with. A
 * frame cannot take the whole tab along.
 */
export const modeOf = (flow: ConnectProps['flow'] = 'auto', later: Parts['later'], framed: boolean): AttemptMode =>
  framed ? 'popup' : flow === 'auto' ? (later?.autoMode(window) ?? 'popup') : flow
