import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../testing/launch-chromium.ts'
import { mirroredMessages } from '../testing/mirrored-messages.ts'
import { loadAssets } from './assets.ts'
import { callbackPage } from './callback-page.ts'
import type { Html } from './fill.ts'
import { deadLinkPage, linkPage } from './link-page.ts'
import { LANGUAGES } from './messages/choose-messages.ts'
import type { Messages } from './messages/messages.ts'
import { openingPage } from './opening-page.ts'
import { problemPage } from './problem-page.ts'
import type { ViewContext } from './view.ts'

/** Every page in every language, in a real browser that is as narrow as a small phone. */

const WIDTH = 320
const assets = loadAssets()
let browser: Browser
let page: Page
let shown = ''

beforeAll(async () => {
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: WIDTH, height: 640 } })
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    const asset = assets.find(pathname.split('/').at(-1) ?? '')
    if (pathname === '/') await route.fulfill({ contentType: 'text/html; charset=utf-8', body: shown })
    // Without its script a page shows what it is made with, and keeps the views that may follow.
    else if (asset === undefined || asset.type.startsWith('text/javascript')) await route.abort()
    else await route.fulfill({ contentType: asset.type, body: asset.content })
  })
})
afterAll(() => browser.close())

const contextOf = (messages: Messages): ViewContext => ({
  messages,
  provider: 'JohnDeere',
  values: {
    brand: 'Landwirtschaftliche Hauptgenossenschaft Nord',
    provider: 'John Deere',
    environment: messages.environments.STAGE,
  },
})

const pagesOf = (messages: Messages): Record<string, Html> => {
  const context = contextOf(messages)
  const problem = { requestId: 'req_0123456789abcdefghijklmnop', back: 'https://farm.example.com/' }
  return {
    opening: openingPage(context, assets, { url: 'https://signin.example.com/', subject: 'North Ridge Farm' }),
    'callback, code': callbackPage(context, assets, 'code'),
    'callback, organizations': callbackPage(context, assets, 'organizations'),
    'problem with a way back': problemPage(context, assets, { ...problem, code: 'provider_unavailable' }),
    'connect link': linkPage(context, assets, { subject: 'North Ridge Farm', logoUrl: undefined }),
    ...Object.fromEntries(
      (['used', 'expired', 'revoked', 'unknown'] as const).map((status) => [
        `connect link, ${status}`,
        deadLinkPage(context, assets, { status, subject: 'North Ridge Farm', until: new Date('2026-11-25T10:00:00Z') }),
      ]),
    ),
    'problem in a window': problemPage(context, assets, { ...problem, code: 'internal', back: null }),
  }
}

/** In the page: shows each view that it holds, one after the other; gives what does not fit, and the words seen. */
const LOOK_AT_VIEWS = `(() => {
  const main = document.querySelector('main')
  const spills = []
  const views = []
  const look = (name) => {
    for (const hidden of main.querySelectorAll('[hidden]')) hidden.hidden = false
    if (document.documentElement.scrollWidth > innerWidth) spills.push(name + ': the page')
    for (const element of main.querySelectorAll(':not(svg *)')) {
      const { left, right } = element.getBoundingClientRect()
      const isCut = element.clientWidth > 0 && element.scrollWidth > element.clientWidth
      if (left < 0 || right > innerWidth || isCut) spills.push(name + ': ' + element.outerHTML)
    }
    views.push(main.innerText)
  }
  look('at first')
  for (const template of document.querySelectorAll('template[data-view]')) {
    main.replaceChildren(template.content.cloneNode(true))
    look(template.dataset.view)
  }
  return { spills, views }
})()`

const open = async (content: Html): Promise<void> => {
  shown = String(await content)
  await page.goto('http://pages.example.com/')
}

const languages = [...LANGUAGES.values(), mirroredMessages].map((messages) => ({ lang: messages.lang, messages }))

describe.each(languages)('$lang', ({ messages }) => {
  test.each(Object.entries(pagesOf(messages)))('%s', async (name, content) => {
    await open(content)
    expect(await page.locator('html').getAttribute('lang')).toBe(messages.lang)
    const { spills, views } = await page.evaluate<{ spills: string[]; views: string[] }>(LOOK_AT_VIEWS)
    expect(spills).toEqual([])
    expect(views.length).toBeGreaterThan(name.startsWith('callback') ? 15 : 0)
    // Every gap was filled.
    for (const view of views) expect(view).not.toMatch(/[{}]|undefined/)
  })
})

describe('a language that is written from right to left', () => {
  const leftOf = async (selector: string): Promise<number> =>
    (await page.locator(selector).boundingBox())?.x ?? Number.NaN

  test('mirrors the page: provider first, spinner before its words, words from the right', async () => {
    await open(callbackPage(contextOf(mirroredMessages), assets, 'code'))
    expect(await leftOf('[data-provider="JohnDeere"]')).toBeGreaterThan(await leftOf('[data-provider="brand"]'))
    expect(await leftOf('.status .icon')).toBeGreaterThan(await leftOf('.status span'))
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.coupling svg')).scale`)).toBe('-1 1')
    const words = `(() => {
      const range = document.createRange()
      range.selectNodeContents(document.querySelector('.title'))
      return range.getBoundingClientRect().right - document.querySelector('.title').getBoundingClientRect().right
    })()`
    expect(Math.abs(await page.evaluate<number>(words))).toBeLessThan(1)
  })

  test('needs no side of the screen in the style sheet', () => {
    const css = assets.style.element
    const sides =
      /(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)\b|border-(?:top|bottom)-(?:left|right)/g
    expect('a { margin-left: 0; right: 1px; text-align: left }'.match(sides)).toHaveLength(3)
    expect(css.match(sides)).toBeNull()
    // Four values of which the second and the fourth differ are sides too.
    const fourValues = [...css.matchAll(/(?:margin|padding|inset):\s*(\S+) (\S+) (\S+) (\S+);/g)]
    expect(fourValues.filter(([, , second, , fourth]) => second !== fourth)).toEqual([])
  })
})
