import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** What a test may ask of the host's page. It all travels in the page's own query, so a reload keeps it. */
export interface HostPage {
  /** The grower: the host's own externalId. Each test takes its own. */
  grower: string
  providers?: string[]
  widgets?: number
  /** `false`: this host has asked the grower itself. */
  consent?: boolean
  strictMode?: boolean
  /** Seconds; the least that the BFF allows is 300. */
  expiresIn?: number
  headers?: Record<string, string>
  locale?: string
  theme?: 'inherit' | 'light' | 'dark' | 'auto'
  /** The page has no build step and no React: it loads `hitch.js` from the BFF and writes `<hitch-connect>`. */
  scriptTag?: boolean
}

/**
 * A website that embeds the widget, with the backend that every host must have: it makes sessions with the secret key.
 * Its headers are the test's to choose.
 */
export const startHostSite = async (options: {
  port: number
  origin: string
  bffUrl: string
  secretKey: string
}): Promise<{ stop(): Promise<void> }> => {
  const built = fileURLToPath(new URL('../host/dist/', import.meta.url))
  const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', options.origin)
    const page = JSON.parse(url.searchParams.get('page') ?? '{}') as HostPage
    const answer = async (): Promise<void> => {
      if (url.pathname === '/session' && request.method === 'POST') {
        const session = await fetch(`${options.bffUrl}/v1/sessions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${options.secretKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            externalId: page.grower,
            origin: options.origin,
            subject: 'North Ridge Farm',
            ...(page.expiresIn === undefined ? {} : { expiresIn: page.expiresIn }),
            ...(page.locale === undefined ? {} : { locale: page.locale }),
            returnUrl: `${options.origin}/?${new URLSearchParams({ page: JSON.stringify(page) })}`,
          }),
        })
        response.writeHead(session.status, { 'content-type': 'application/json' })
        response.end(await session.text())
        return
      }
      const asset = /^\/assets\/([\w.-]+)$/.exec(url.pathname)?.[1]
      if (asset !== undefined) {
        const body = await readFile(built + asset)
        response.writeHead(200, { 'content-type': types[asset.split('.').pop() ?? ''] ?? 'text/plain' })
        response.end(body)
        return
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers })
      response.end(
        `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title>` +
          (page.scriptTag === true ? scriptTagPage(options.bffUrl, url.search) : bundledPage(options.bffUrl)) +
          `</html>`,
      )
    }
    answer().catch((error: unknown) => {
      response.writeHead(500)
      response.end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  return {
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const bundledPage = (bffUrl: string): string =>
  `<link rel="stylesheet" href="/assets/host.css"><main id="host" data-bff="${bffUrl}"></main>` +
  `<script type="module" src="/assets/host.js"></script>`

const scriptTagPage = (bffUrl: string, query: string): string =>
  `<script src="${bffUrl}/hitch.js" async></script>` +
  `<main><hitch-connect session-url="/session${query.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></hitch-connect></main>`
