import { randomBytes } from 'node:crypto'
import { judgeSelfTest } from '../self-test/judge-self-test.ts'
import { postSelfTest } from '../self-test/post-self-test.ts'
import type { Finding } from './finding.ts'

export interface CheckPublicAddressOptions {
  readonly publicUrl: string
  readonly allowedOrigins: readonly string[]
  readonly encryptionKeys: readonly Uint8Array[]
  readonly trustedProxies: readonly string[]
  /** Milliseconds. @default 10000 */
  readonly timeout?: number
}

/** Posts to our own public /start as a host's page would, and tells what became of it on the way there and back. */
export const checkPublicAddress = async (options: CheckPublicAddressOptions): Promise<Finding[]> => {
  const { allowedOrigins, publicUrl, timeout = 10_000 } = options
  const origin = allowedOrigins[0] ?? publicUrl
  const now = Date.now()
  const outcome = await postSelfTest({ ...options, origin, now, timeout, randomBytes: (size) => randomBytes(size) })
  return judgeSelfTest(outcome, { ...options, origin })
}
