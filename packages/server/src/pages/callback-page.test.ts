import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { serve, type ServedConnect } from '../node/serve.ts'
import { startInBrowser, type AttemptInBrowser } from '../testing/attempt-in-browser.ts'
import { launchChromium } from '../testing/launch-chromium.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

/** The page in a real browser, against the real app; only the hand-over behind it is imitated. */

let database: ConnectDatabase
let server: TestServer
let served: ServedConnect
let browser: Browser
let context: BrowserContext
let page: Page
const complaints: string[] = []
/** A host's page and one of somebody else, each of which may have opened the window. */
let host: { origin: string; close: () => void }
let stranger: { origin: string; close: () => void }

const openSite = async () => {
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      '<!doctype html><title>Farm</title><script>onmessage = (event) => (window.told ??= []).push([event.origin, event.data])</script>',
    )
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    close: () => {
      site.closeAllConnections()
      site.close()
    },
  }
}

const freePort = async (): Promise<number> => {
  const { origin, close } = await openSite()
  close()
  return Number(new URL(origin).port)
}

let publicUrl: string
beforeAll(async () => {
  ;[host, stranger] = [await openSite(), await openSite()]
  const port = await freePort()
  publicUrl = `http://localhost:${port}`
  database = await openTestDatabase()
  server = createTestServer(database, { publicUrl, allowedOrigins: [host.origin] })
  const { app } = server
  const resting = { start: () => Promise.resolve(), drain: () => undefined, stop: () => Promise.resolve() }
  served = await serve(
    { fetch: async (request, env) => await app.fetch(request, env), ...resting },
    { port, hostname: 'localhost' },
  )
  browser = await launchChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await served.stop()
  host.close()
  stranger.close()
  await database.close()
})
beforeEach(async () => {
  complaints.length = 0
  context = await browser.newContext({ baseURL: publicUrl })
  page = await context.newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
})
afterEach(() => context.close())

const start = async (wish: Parameters<typeof startInBrowser>[1] = {}): Promise<AttemptInBrowser> => {
  const session = await server.createSession({ origin: host.origin, subject: 'North Ridge Farm' })
  const attempt = await startInBrowser(server, wish, session)
  const [name = '', value = ''] = attempt.cookie.split('=')
  await context.addCookies([{ name, value, url: publicUrl, httpOnly: true, sameSite: 'Strict' }])
  return attempt
}
const comeBack = async (attempt: AttemptInBrowser, query: string): Promise<void> => {
  await page.goto(`/callback/${attempt.provider}?${query}`)
}
const title = (words: string) => page.getByRole('heading', { name: words }).waitFor()
const rowOf = (attemptId: string) =>
  database.kysely.selectFrom('attempts').selectAll().where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()
const exchangesOf = ({ attemptId }: AttemptInBrowser) =>
  server.handover.exchanges.filter((exchange) => exchange.attemptId === attemptId).map(({ code }) => code)

test('hands the code over, says whose farm it is, and leaves no code in the address or the history', async () => {
  const attempt = await start()
  const referers: string[] = []
  page.on('request', (request) => referers.push(request.headers()['referer'] ?? ''))
  await comeBack(attempt, `code=a%20code%2B&state=${attempt.state}#_=_`)
  await title('Done. You can close this window.')
  expect(await page.getByText('For North Ridge Farm').isVisible()).toBe(true)
  expect(await page.title()).toBe('Done. You can close this window.')
  expect(exchangesOf(attempt)).toEqual(['a code+'])
  expect(page.url()).toBe(`${publicUrl}/callback/CNHIFieldOps`)
  expect(new Set(referers)).toEqual(new Set(['']))
  expect(complaints).toEqual([])
  await page.reload()
  await title('You can close this window')
  expect(exchangesOf(attempt)).toHaveLength(1)
})

describe('a callback that no provider would send ends the attempt', () => {
  test.each([
    ['a doubled code', (state: string) => `code=a&code=b&state=${state}`],
    ['a doubled state', (state: string) => `code=a&state=${state}&state=${state}`],
    ['somebody else’s state in front', (state: string) => `code=a&state=${'x'.repeat(43)}&state=${state}`],
    ['any doubled parameter', (state: string) => `code=a&state=${state}&scope=a&scope=b`],
    ['an error beside a code', (state: string) => `code=a&error=access_denied&state=${state}`],
    ['neither', (state: string) => `state=${state}`],
  ])('%s', async (_, query) => {
    const attempt = await start()
    await comeBack(attempt, query(attempt.state))
    await title('Something broke on our side')
    expect(exchangesOf(attempt)).toEqual([])
    expect(await rowOf(attempt.attemptId)).toMatchObject({ status: 'failed', error_code: 'invalid_request' })
  })
})

describe('what is not this browser’s', () => {
  test('a state of the wrong form is not even sent', async () => {
    const attempt = await start()
    await comeBack(attempt, 'code=a&state=short')
    await title('This sign-in was started somewhere else')
    expect(await rowOf(attempt.attemptId)).toMatchObject({ status: 'started' })
  })

  test('without the cookie', async () => {
    const attempt = await start()
    await context.clearCookies()
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await title('Finish in the browser where you began')
    expect(exchangesOf(attempt)).toEqual([])
  })
})

test('a refusal is told as what it is', async () => {
  const attempt = await start()
  await comeBack(attempt, `error=access_denied&error_description=No&state=${attempt.state}`)
  await title('You did not allow access')
  expect(await page.getByText('Nothing was shared. Close this window to try again.').isVisible()).toBe(true)
  // A tab that no script opened stays open: the page says so.
  await page.getByRole('button', { name: 'Close window' }).click()
  await page.getByText('Your browser keeps this window open.').waitFor()
})

describe('an answer that is lost', () => {
  test('is asked for again, and the code goes out once', async () => {
    const attempt = await start()
    let posts = 0
    await page.route('**/callback/**', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      posts += 1
      if (posts > 1) return await route.continue()
      await server.app.request(route.request().url(), {
        method: 'POST',
        headers: { ...(await route.request().allHeaders()), cookie: attempt.cookie },
        body: route.request().postData() ?? '',
      })
      await route.abort('connectionreset')
    })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await title('Done. You can close this window.')
    expect(posts).toBe(2)
    expect(exchangesOf(attempt)).toEqual(['a'])
  })

  test('while its exchange runs is waited for', async () => {
    const attempt = await start()
    let release = (): void => undefined
    server.handover.duringExchange = () => new Promise((resolve) => (release = resolve))
    let posts = 0
    await page.route('**/callback/**', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      posts += 1
      if (posts > 1) return await route.continue()
      void server.app.request(route.request().url(), {
        method: 'POST',
        headers: { ...(await route.request().allHeaders()), cookie: attempt.cookie },
        body: route.request().postData() ?? '',
      })
      await route.abort('connectionreset')
    })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await expect.poll(() => posts).toBeGreaterThan(1)
    server.handover.duringExchange = () => Promise.resolve()
    release()
    await title('Done. You can close this window.')
    expect(exchangesOf(attempt)).toEqual(['a'])
  })
})

describe('a limit that others at the address have reached', () => {
  test('refuses the hand-over: the page waits as long as it is told, however often, and loses no code', async () => {
    await page.clock.install()
    const attempt = await start()
    let posts = 0
    await page.route('**/callback/**', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      posts += 1
      if (posts > 3) return await route.continue()
      const contentType = 'application/problem+json'
      await route.fulfill({
        status: 429,
        headers: { 'retry-after': '40' },
        contentType,
        body: '{"code":"rate_limited"}',
      })
    })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    for (const expected of [1, 2, 3]) {
      await expect.poll(() => posts).toBe(expected)
      await title('One moment…')
      await page.clock.runFor(39_000)
      expect(posts).toBe(expected)
      await page.clock.runFor(2_000)
    }
    await title('Done. You can close this window.')
    expect(exchangesOf(attempt)).toEqual(['a'])
  })

  test('refuses the page itself: it comes back with its code', async () => {
    const attempt = await start()
    let gets = 0
    await page.route('**/callback/**', async (route) => {
      if (route.request().method() !== 'GET') return await route.continue()
      gets += 1
      if (gets > 1) return await route.continue()
      await route.fulfill({ status: 429, headers: { refresh: '0' }, contentType: 'text/html', body: 'Too many tries' })
    })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await title('Done. You can close this window.')
    expect(exchangesOf(attempt)).toEqual(['a'])
  })
})

describe('the widget that opened the window', () => {
  const openFrom = async (site: { origin: string }, attempt: AttemptInBrowser): Promise<unknown> => {
    await page.goto(site.origin)
    const opened = page.waitForEvent('popup')
    const url = `${publicUrl}/callback/${attempt.provider}?code=a&state=${attempt.state}`
    await page.evaluate(`void window.open(${JSON.stringify(url)}, '_blank', 'popup')`)
    const popup = await opened
    if (!popup.isClosed()) await popup.waitForEvent('close')
    return await page.evaluate('window.told ?? null')
  }

  test('is told to ask, by one message without a secret; then the window closes itself', async () => {
    const attempt = await start()
    const told = await openFrom(host, attempt)
    expect(told).toEqual([[publicUrl, { source: 'hitch', version: 1, attemptId: attempt.attemptId }]])
  })

  test('is told nothing when it is on another origin', async () => {
    const attempt = await start()
    expect(await openFrom(stranger, attempt)).toBeNull()
    expect(exchangesOf(attempt)).toEqual(['a'])
  })
})

describe('where the window goes next', () => {
  test('in the same tab back to the host, whatever came of it', async () => {
    for (const query of ['code=a', 'error=access_denied']) {
      const attempt = await start({ mode: 'redirect', returnUrl: `${host.origin}/account` })
      await comeBack(attempt, `${query}&state=${attempt.state}`)
      await page.waitForURL(`${host.origin}/account`)
    }
    expect(page.url()).toBe(`${host.origin}/account`)
  })

  test('John Deere: on to the organizations by itself, and by a button', async () => {
    const organizations = 'https://connections.example.com/'
    await context.route(`${organizations}**`, (route) => route.fulfill({ body: 'organizations' }))
    const attempt = await start({ provider: 'JohnDeere' })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await title('One step left')
    expect(await page.getByRole('link', { name: 'Choose organizations' }).getAttribute('href')).toContain(organizations)
    await page.waitForURL(`${organizations}**`)
    expect(new URL(page.url()).searchParams.get('redirect_uri')).toBe(`${publicUrl}/callback/JohnDeere/organizations`)
  })

  test('back from the organizations before any is listed, nothing is promised', async () => {
    await context.route('https://connections.example.com/**', (route) => route.fulfill({ body: 'organizations' }))
    const attempt = await start({ provider: 'JohnDeere' })
    await comeBack(attempt, `code=a&state=${attempt.state}`)
    await page.waitForURL('https://connections.example.com/**')
    await page.goto(`${publicUrl}/callback/JohnDeere/organizations`)
    await title('You can close this window')
    expect(server.handover.returned).toContain(attempt.attemptId)
  })
})
