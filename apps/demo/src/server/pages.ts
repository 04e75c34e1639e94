import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { SITE_PATHS } from '../shared/site.ts'
import type { Logins } from './logins.ts'

/** The built front end. */
export interface PageFiles {
  /** The one HTML page: it draws what its address says. */
  page(): Promise<string>
  static: MiddlewareHandler
}

export const builtFiles = (folder: string): PageFiles => ({
  page: () => readFile(join(folder, 'index.html'), 'utf8'),
  static: serveStatic({
    root: folder,
    onFound: (path, c) => {
      // Names under assets/ carry a hash of their content.
      c.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  }),
})

const signInFor = (page: string) => `${SITE_PATHS.signIn}?${new URLSearchParams({ page })}`

/** Pages and files. Who is not signed in is led to the sign-in page, and who is, past it. */
export const pages = (files: PageFiles, logins: Logins): Hono => {
  const app = new Hono()
  const page = async (c: Context, status: 200 | 404 = 200) =>
    c.html(await files.page(), status, { 'Cache-Control': 'no-store' })

  app.get(SITE_PATHS.home, (c) => page(c))
  for (const path of [SITE_PATHS.farmData, SITE_PATHS.playground]) {
    app.get(path, async (c) => {
      if (await logins.find(c)) return page(c)
      const { search } = new URL(c.req.url)
      return c.redirect(search === '' ? SITE_PATHS.signIn : signInFor(path + search), 303)
    })
  }
  app.get(SITE_PATHS.signIn, async (c) => ((await logins.find(c)) ? c.redirect(SITE_PATHS.farmData, 303) : page(c)))
  app.use(files.static)
  app.get('*', (c) => page(c, 404))
  return app
}
