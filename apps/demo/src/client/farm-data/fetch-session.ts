import { SITE_PATHS } from '../../shared/site.ts'

/** Asks this site's own backend for a session token. The widget keeps it in memory and asks again when it has run out. */
export async function fetchSession({ signal }: { signal: AbortSignal }): Promise<string> {
  const response = await fetch(SITE_PATHS.connectSession, { method: 'POST', signal })
  if (response.status === 401) location.assign(SITE_PATHS.signIn)
  if (!response.ok) throw new Error('no session')
  return response.text()
}
