import type { ConnectState, ErrorCode } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AttemptRow } from '../attempts/read-attempts.ts'
import type { ServerContext } from '../context.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { HttpProblem } from '../http/http-problem.ts'
import type { HostedApp } from '../hosted-app.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { FoundLink } from '../links/read-links.ts'
import type { LinkRow } from '../links/link-uses.ts'
import type { Assets } from './assets.ts'
import { callbackPage, type CallbackStep } from './callback-page.ts'
import type { Html } from './fill.ts'
import { brandMark } from './coupling.ts'
import { hostedPage } from './hosted-page.ts'
import { createLanguageCookie } from './language-cookie.ts'
import { chooseMessages, findLanguage } from './messages/choose-messages.ts'
import { layout } from './layout.ts'
import { deadLinkPage, linkPage } from './link-page.ts'
import { openingPage } from './opening-page.ts'
import { problemPage } from './problem-page.ts'
import { renderView, type ViewContext } from './view.ts'

/** What a window itself asks for. */
export interface Pages {
  /** POST /start went well: on to the provider. `brandName`: of the link, where it has its own. */
  opening(c: Context<AppEnv>, attempt: AttemptRow, url: string, brandName?: string): Promise<Response>
  /** POST /start found no URL; the attempt has ended. */
  startFailed(
    c: Context<AppEnv>,
    attempt: AttemptRow,
    failure: { code: ErrorCode; status: number },
    brandName?: string,
  ): Promise<Response>
  /** The way back. The same bytes for everybody who reads the same language. */
  callback(c: Context<AppEnv>, provider: ConfiguredProvider, step: CallbackStep): Promise<Response>
  /** The connect page. */
  hosted(c: Context<AppEnv>, app: HostedApp, session: LiveSession, state: ConnectState): Promise<Response>
  /** On to another page of ours, as if the grower had gone there from here. */
  onward(c: Context<AppEnv>, path: string): Promise<Response>
  /** What a connect link opens. `chosen`: the grower's own language, before the link's. */
  link(c: Context<AppEnv>, link: LinkRow, chosen?: string): Promise<Response>
  /** A connect link that leads nowhere; without one, an unknown one. */
  deadLink(c: Context<AppEnv>, found: FoundLink | undefined, chosen?: string): Promise<Response>
  /** A refusal, told to a window. */
  problem(c: Context<AppEnv>, problem: HttpProblem): Promise<Response>
}

type Dependencies = Pick<ServerContext, 'brand' | 'providers' | 'publicUrl' | 'timings'>

export const createPages = ({ brand, providers, publicUrl, timings }: Dependencies, assets: Assets): Pages => {
  const language = createLanguageCookie(publicUrl, Math.floor(timings.attemptLifetime / 1000))
  const contextOf = (
    c: Context<AppEnv>,
    provider: ConfiguredProvider | undefined,
    locale: string | null = language.read(c),
    name = brand.name,
  ): ViewContext => {
    const messages = chooseMessages(locale, c.req.header('accept-language'))
    const { environment, id, shortLabel } = provider ?? { environment: null, id: null, shortLabel: '' }
    return {
      messages,
      provider: id,
      values: {
        brand: name,
        provider: shortLabel,
        environment: environment === null ? '' : messages.environments[environment],
      },
    }
  }

  return {
    async opening(c, attempt, url, brandName) {
      const context = contextOf(c, providers.get(attempt.provider), attempt.locale, brandName)
      if (attempt.locale !== null) language.set(c, attempt.locale)
      // Unquoted: a quote that a provider's URL may hold would end it early.
      c.header('Refresh', `0; url=${url}`)
      const page = openingPage(context, assets, { url, subject: attempt.subject })
      return await send(c, 200, page, { runsScript: false, style: assets.style.source })
    },
    async startFailed(c, attempt, { code, status }, brandName) {
      const context = contextOf(c, providers.get(attempt.provider), attempt.locale, brandName)
      const back = attempt.mode === 'redirect' ? attempt.return_url : null
      const page = problemPage(context, assets, { code, back, requestId: c.get('requestId') })
      return await send(c, status, page, { runsScript: true })
    },
    async callback(c, provider, step) {
      return await send(c, 200, callbackPage(contextOf(c, provider), assets, step), { runsScript: true })
    },
    async hosted(c, app, session, state) {
      const context = contextOf(c, undefined, session.locale, state.session.brand.name)
      const accent = session.brand?.accent
      const { lang: locale } = context.messages
      const data = { baseUrl: publicUrl, locale, state, ...(accent === undefined ? {} : { accent }) }
      const page = hostedPage(context, assets, { data, markup: await app.render(data), leaveUrl: session.leaveUrl })
      const images = originOf(state.session.brand.logoUrl)
      return await send(c, 200, page, { runsScript: true, images, formAction: "'self'" })
    },
    async onward(c, path) {
      c.header('Refresh', `0; url=${path}`)
      const context = contextOf(c, undefined)
      const { working } = context.messages
      const view = renderView(context, { words: working, top: { brandMark: brandMark(brand.name, brand.logoUrl) } })
      const page = layout(context, assets, { title: working.title, main: view, styleWithin: true })
      return await send(c, 200, page, {
        runsScript: false,
        style: assets.style.source,
        images: originOf(brand.logoUrl),
      })
    },
    async link(c, link, chosen) {
      const { name, logoUrl } = link.brand ?? brand
      const context = contextOf(c, undefined, chosen ?? link.locale, name)
      const page = linkPage(context, assets, { subject: link.subject, logoUrl })
      // Its own press is posted with Origin, which `no-referrer` would turn into `null`; the address stays with us.
      c.header('Referrer-Policy', 'same-origin')
      return await send(c, 200, page, { runsScript: false, images: originOf(logoUrl), formAction: "'self'" })
    },
    async deadLink(c, found, chosen) {
      const { link = null, status = 'unknown' } = found ?? {}
      const context = contextOf(c, undefined, chosen ?? link?.locale, link?.brand?.name)
      const page = deadLinkPage(context, assets, {
        // What is alive is not shown here.
        status: status === 'active' ? 'unknown' : status,
        subject: link?.subject ?? null,
        until: link?.expires_at ?? null,
      })
      return await send(c, found === undefined ? 404 : 410, page, { runsScript: false })
    },
    async problem(c, { code, status, headers }) {
      const seconds = code === 'rate_limited' && c.req.method === 'GET' ? headers['Retry-After'] : undefined
      const comesBack = seconds !== undefined
      // A provider's code in the address would otherwise wait for a hand to reload it.
      if (comesBack) c.header('Refresh', seconds)
      const context = contextOf(c, undefined, findLanguage(c.req.query('locale')) ?? language.read(c))
      const page = problemPage(context, assets, { code, back: null, requestId: c.get('requestId'), comesBack })
      return await send(c, status, page, { runsScript: true })
    },
  }
}

interface Sent {
  runsScript: boolean
  style?: string
  /** Further sources of images, with a space before each. */
  images?: string
  formAction?: string
}

const originOf = (url: string | undefined): string => (url === undefined ? '' : ` ${new URL(url).origin}`)

/** A page has what is on it and nothing more: our own style sheet, our own script where there is one, no frame. */
const send = async (
  c: Context<AppEnv>,
  status: number,
  page: Html,
  { runsScript, style = "'self'", images = '', formAction = "'none'" }: Sent,
): Promise<Response> => {
  const script = runsScript ? "script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; " : ''
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src ${style}; img-src 'self'${images}; ${script}base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
  )
  c.header('Vary', 'Accept-Language, Cookie', { append: true })
  return c.html(await page, status as ContentfulStatusCode)
}
