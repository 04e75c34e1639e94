import type { ErrorCode } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AttemptRow } from '../attempts/read-attempts.ts'
import type { ServerContext } from '../context.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { HttpProblem } from '../http/http-problem.ts'
import type { Assets } from './assets.ts'
import { callbackPage, type CallbackStep } from './callback-page.ts'
import type { Html } from './fill.ts'
import { createLanguageCookie } from './language-cookie.ts'
import { chooseMessages } from './messages/choose-messages.ts'
import { openingPage } from './opening-page.ts'
import { problemPage } from './problem-page.ts'
import type { ViewContext } from './view.ts'

/** What a window itself asks for. */
export interface Pages {
  /** POST /start went well: on to the provider. */
  opening(c: Context<AppEnv>, attempt: AttemptRow, url: string): Promise<Response>
  /** POST /start found no URL; the attempt has ended. */
  startFailed(c: Context<AppEnv>, attempt: AttemptRow, code: ErrorCode, status: number): Promise<Response>
  /** The way back. The same bytes for everybody who reads the same language. */
  callback(c: Context<AppEnv>, provider: ConfiguredProvider, step: CallbackStep): Promise<Response>
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
  ): ViewContext => {
    const messages = chooseMessages(locale, c.req.header('accept-language'))
    const { environment, id, shortLabel } = provider ?? { environment: null, id: null, shortLabel: '' }
    return {
      messages,
      provider: id,
      values: {
        brand: brand.name,
        provider: shortLabel,
        environment: environment === null ? '' : messages.environments[environment],
      },
    }
  }

  return {
    async opening(c, attempt, url) {
      const context = contextOf(c, providers.get(attempt.provider), attempt.locale)
      if (attempt.locale !== null) language.set(c, attempt.locale)
      // Unquoted: a quote that a provider's URL may hold would end it early.
      c.header('Refresh', `0; url=${url}`)
      const page = openingPage(context, assets, { url, subject: attempt.subject })
      return await send(c, 200, page, { runsScript: false, style: assets.style.source })
    },
    async startFailed(c, attempt, code, status) {
      const context = contextOf(c, providers.get(attempt.provider), attempt.locale)
      const back = attempt.mode === 'redirect' ? attempt.return_url : null
      const page = problemPage(context, assets, { code, back, requestId: c.get('requestId') })
      return await send(c, status, page, { runsScript: true })
    },
    async callback(c, provider, step) {
      return await send(c, 200, callbackPage(contextOf(c, provider), assets, step), { runsScript: true })
    },
    async problem(c, { code, status }) {
      const page = problemPage(contextOf(c, undefined), assets, { code, back: null, requestId: c.get('requestId') })
      return await send(c, status, page, { runsScript: true })
    },
  }
}

/** A page has what is on it and nothing more: our own style sheet, our own script where there is one, no frame. */
const send = async (
  c: Context<AppEnv>,
  status: number,
  page: Html,
  { runsScript, style = "'self'" }: { runsScript: boolean; style?: string },
): Promise<Response> => {
  const script = runsScript ? "script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; " : ''
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src ${style}; img-src 'self'; ${script}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  c.header('Vary', 'Accept-Language, Cookie', { append: true })
  return c.html(await page, status as ContentfulStatusCode)
}
