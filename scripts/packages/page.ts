import type { Browser } from 'playwright'
import { preview } from 'vite'

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
 * @param place of the host: what it has built lies in `dist`
 * @throws {Error} with what the page says, when it shows none within 10 s
 */
export const openPage = async (browser: Browser, place: string): Promise<Seen> => {
  const server = await preview({ root: place, configFile: false, logLevel: 'silent', preview: { host: '127.0.0.1' } })
  const origin = new URL(server.resolvedUrls?.local[0] ?? '').origin
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
          'access-control-allow-origin': origin,
          'access-control-allow-headers': 'authorization, content-type',
        },
      }),
    )
    // No icon is asked for: a page without one would complain.
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    await page.goto(origin)
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
    await server.close()
  }
}
