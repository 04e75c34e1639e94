import type { ConnectErrorShape } from './types.ts'

const MARK: unique symbol = Symbol.for('hitch.ConnectError')

/** A refusal of the BFF's, or no answer at all. `code` is from the closed list, or one that is newer than this copy. */
export interface ConnectError extends Error, ConnectErrorShape {}

/** A cause that is one already is told as it is. */
export const connectError = (code: ConnectErrorShape['code'], cause?: unknown, requestId?: string): ConnectError =>
  isConnectError(cause)
    ? cause
    : Object.assign(new Error(code, { cause }), { name: 'ConnectError', [MARK]: true, code, requestId })

/** Works across two copies of the package on one page, where `instanceof` does not. */
export const isConnectError = (error: unknown): error is ConnectError =>
  !!(error as { [MARK]?: true } | null | undefined)?.[MARK]
