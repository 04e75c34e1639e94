import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser } from 'playwright'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const provider = (id: string, label: string) => ({
  id,
  label,
  shortLabel: label,
  brands: [],
  environment: 'PRODUCTION',
  availability: 'available',
  prerequisites: [],
  dataShared: ['fields'],
})

/** What a BFF answers to `GET /v1/connect`: two providers, nothing connected. */
const CONNECT = {
  session: {
    sessionId: 'ses_1',
    expiresAt: '2999-01-01T00:00:00Z',
    origin: 'http://127.0.0.1',
    can: ['connect'],
    brand: { name: 'Northfield Grain' },
  },
  providers: [provider('JohnDeere', 'John Deere'), provider('CNHIFieldOps', 'CNH FieldOps')],
  connections: [],
  attempts: [],
}

/** The address at which hosts here look for their BFF. */
export const BFF = 'https://connect.example'

export interface Seen {
  /** The widget's buttons, by their names. */
  buttons: string[]
  /** What the page wrote as a warning or an error, and what it threw. */
  complaints: string[]
}

/**
 * Opens what a host has built, over a BFF of one answer, and looks at it once the widget shows an account.
 *
 * @param folder with an index.html
 * @throws {Error} with what the page says, when it shows none within 10 s
 */
export const openPage = async (browser: Browser, folder: string): Promise<Seen> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const page = await browser.newPage()
  try {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.route(`${BFF}/**`, (route) =>
      route.fulfill({
        json: CONNECT,
        headers: {
          'access-control-allow-origin': `http://127.0.0.1:${port}`,
          'access-control-allow-headers': 'authorization, content-type',
        },
      }),
    )
    // No icon is asked for: a page without one would complain.
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    await page.goto(`http://127.0.0.1:${port}/`)
    const shown = page.getByRole('heading', { name: 'John Deere' })
    await shown.waitFor({ timeout: 10_000 }).catch((cause: unknown) => {
      throw new Error(`shows no account. It says: ${complaints.join('; ') || 'nothing'}`, { cause })
    })
    const buttons = await page
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent ?? ''))
    return { buttons, complaints }
  } finally {
    await page.close()
    server.close()
  }
}
