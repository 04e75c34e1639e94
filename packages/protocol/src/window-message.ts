import type { WindowMessage } from './wire.ts'

/** Whether data of a `message` event is ours. Origin and source window are the listener's to check. */
export const isWindowMessage = (data: unknown): data is WindowMessage =>
  typeof data === 'object' &&
  data !== null &&
  (data as WindowMessage).source === 'hitch' &&
  (data as WindowMessage).version === 1 &&
  typeof (data as WindowMessage).attemptId === 'string'
