import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { CreatedSession, ProviderId } from '@hitch/protocol'
import type { JournalEntry } from '../host/journal.ts'

/** What a test may ask of the host's page. It all travels in the page's own query, so a reload keeps it. */
export interface HostPage {
  /** The grower: the host's own externalId. Each test takes its own. */
  grower: string
  providers?: string[]
  widgets?: number
  /** `false`: this host has asked the grower itself. */
  consent?: boolean
  flow?: 'auto' | 'popup' | 'redirect'
  /** The widget in a dialog: by `useConnect`, or by `<Connect display="dialog">` with who keeps whether it is open. */
  dialog?: 'hook' | 'controlled' | 'uncontrolled'
  /** The page brings its session along, and asks no backend of its own for one. */
  sessionInPage?: boolean
  strictMode?: boolean
  /** Seconds; the least that the BFF allows is 300. */
  expiresIn?: number
  headers?: Record<string, string>
  locale?: string
  theme?: 'inherit' | 'light' | 'dark' | 'auto'
  /** Of `appearance`. */
  variables?: Record<string, string>
  /** The page has no build step and no React: it loads `hitch.js` from the BFF and writes `<hitch-connect>`. */
  scriptTag?: boolean
  /** All that stands in such a page's body. `{bff}` is the BFF's address, `{session}` where the host makes sessions. */
  html?: string
  /** The widget's page stands in a frame. `headers` are its own, `outerHeaders` those of the page around it. */
  frame?: FrameKind
  outerHeaders?: Record<string, string>
  /** Keeps a journal of this provider's tile, with times. */
  journal?: ProviderId
}

/** `sandboxed`: with scripts, forms, popups and its own origin allowed, and nothing more. */
export type FrameKind = 'same-origin' | 'cross-origin' | 'sandboxed'

/** Where the widget's page stands inside of another. */
const FRAMED = '/framed'

/** The address of the page that the grower opens. */
export const hostPageAddress = (origin: string, page: HostPage): string => {
  // The same machine by another name is another site.
  const outer = page.frame === 'cross-origin' ? origin.replace('127.0.0.1', 'localhost') : origin
  return `${outer}/?${new URLSearchParams({ page: JSON.stringify(page) })}`
}

const frameAround = (address: string, kind: FrameKind): string => {
  const sandbox = kind === 'sandboxed' ? ' sandbox="allow-scripts allow-same-origin allow-popups allow-forms"' : ''
  const source = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return (
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Around</title>` +
    `<iframe title="Host" src="${source}" width="800" height="500"${sandbox}></iframe></html>`
  )
}

export interface HostSite {
  /** What this grower's page wrote down, in the order in which it happened. */
  journalOf(grower: string): JournalEntry[]
  stop(): Promise<void>
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
}): Promise<HostSite> => {
  const journals = new Map<string, JournalEntry[]>()
  const built = fileURLToPath(new URL('../host/dist/', import.meta.url))
  const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }

  const makeSession = (page: HostPage): Promise<Response> =>
    fetch(`${options.bffUrl}/v1/sessions`, {
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

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', options.origin)
    const page = JSON.parse(url.searchParams.get('page') ?? '{}') as HostPage
    const answer = async (): Promise<void> => {
      if (url.pathname === '/session' && request.method === 'POST') {
        const session = await makeSession(page)
        response.writeHead(session.status, { 'content-type': 'application/json' })
        response.end(await session.text())
        return
      }
      if (url.pathname === '/journal' && request.method === 'POST') {
        const entry = JSON.parse(await text(request)) as JournalEntry
        journals.set(page.grower, [...(journals.get(page.grower) ?? []), entry])
        response.writeHead(204).end()
        return
      }
      const asset = /^\/assets\/([\w.-]+)$/.exec(url.pathname)?.[1]
      if (asset !== undefined) {
        const body = await readFile(built + asset)
        response.writeHead(200, { 'content-type': types[asset.split('.').pop() ?? ''] ?? 'text/plain' })
        response.end(body)
        return
      }
      if (url.pathname === '/vue.js') {
        response.writeHead(200, { 'content-type': 'text/javascript' })
        response.end(await readFile(fileURLToPath(import.meta.resolve('vue/dist/vue.esm-browser.prod.js'))))
        return
      }
      const html = 'text/html; charset=utf-8'
      if (page.frame !== undefined && url.pathname !== FRAMED) {
        response.writeHead(200, { 'content-type': html, ...page.outerHeaders })
        response.end(frameAround(`${options.origin}${FRAMED}${url.search}`, page.frame))
        return
      }
      let session = ''
      if (page.sessionInPage === true) {
        const { sessionToken } = (await (await makeSession(page)).json()) as CreatedSession
        session = ` data-session="${sessionToken}"`
      }
      response.writeHead(200, { 'content-type': html, ...page.headers })
      response.end(
        `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title>` +
          bodyOf(page, options.bffUrl, url.search, session) +
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
    // Beacons may overtake each other.
    journalOf: (grower) => (journals.get(grower) ?? []).toSorted((one, other) => one.at - other.at),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const bodyOf = (page: HostPage, bffUrl: string, query: string, session: string): string => {
  if (page.html !== undefined)
    return page.html.replaceAll('{bff}', bffUrl).replaceAll('{session}', `/session${inAttribute(query)}`)
  return page.scriptTag === true ? scriptTagPage(bffUrl, query) : bundledPage(bffUrl, session)
}

const inAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

const bundledPage = (bffUrl: string, session: string): string =>
  `<link rel="stylesheet" href="/assets/host.css"><main id="host" data-bff="${bffUrl}"${session}></main>` +
  `<script type="module" src="/assets/host.js"></script>`

const scriptTagPage = (bffUrl: string, query: string): string =>
  `<script src="${bffUrl}/hitch.js" async></script>` +
  `<main><hitch-connect session-url="/session${inAttribute(query)}"></hitch-connect></main>`
