import { SITE_PATHS, type SiteProblem } from '../shared/site.ts'

/** Asks the site's own backend for something to be done. Throws an Error in words that may be shown. */
export const post = async (path: string, form: Record<string, string> = {}): Promise<void> => {
  const response = await fetch(path, { method: 'POST', body: new URLSearchParams(form) })
  if (response.ok) return
  if (response.status === 401) location.assign(SITE_PATHS.signIn)
  const { message }: SiteProblem = await response.json()
  throw new Error(message)
}
