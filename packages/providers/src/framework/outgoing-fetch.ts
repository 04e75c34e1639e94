import { Agent, fetch } from 'undici'
import type { Fetch } from './create-upstream.ts'

/**
 * A fetch whose connections must stand within `connectTimeout` milliseconds.
 *
 * Node's own fetch waits 10 s for a connection, as long as a whole helper call may take, and can be told otherwise only
 * through the `Agent` of the undici package. That Agent and Node's built-in fetch are of different versions on Node 22,
 * 24 and 26 and do not always fit together, so fetch is taken from the same package. undici is Node's own HTTP client.
 *
 * A connect timeout is told from a slow answer: nothing was sent, so a code is still good. Idle connections do not keep
 * the process alive.
 */
export const createOutgoingFetch = ({ connectTimeout }: { connectTimeout: number }): Fetch => {
  const dispatcher = new Agent({ connect: { timeout: connectTimeout } })
  return (url, init) => fetch(url, { ...init, dispatcher })
}
