import { SITE_PATHS, type Language, type WidgetPage } from '../../shared/site.ts'

/** Asks this site's own backend for a session token. The widget keeps it in memory and asks again when it has run out. */
export const fetchSessionIn =
  (locale: Language, page: WidgetPage) =>
  async ({ signal }: { signal: AbortSignal }): Promise<string> => {
    const query = new URLSearchParams({ locale, page })
    const response = await fetch(`${SITE_PATHS.connectSession}?${query}`, { method: 'POST', signal })
    if (response.status === 401) location.assign(SITE_PATHS.signIn)
    if (!response.ok) throw new Error('no session')
    return response.text()
  }
