import type { ConnectOptions } from '../core/types.ts'

/**
 * Asks the host's own backend by POST for a session token: the answer is the token as text, or JSON with a `sessionToken`.
 * The host's cookies go along to its own origin alone.
 *
 * @throws Error when the backend refuses
 */
export const sessionFromUrl =
  (url: string): ConnectOptions['fetchSession'] =>
  async ({ signal }) => {
    const response = await fetch(url, { method: 'POST', credentials: 'same-origin', signal })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    const text = await response.text()
    if (!response.headers.get('content-type')?.includes('json')) return text.trim()
    const session = JSON.parse(text) as { sessionToken: string }
    return session.sessionToken
  }
