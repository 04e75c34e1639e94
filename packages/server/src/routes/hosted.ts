import type { Front } from '../front.ts'
import { authenticatePage } from '../http/authenticate-session.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { attestedOrigin } from '../http/attested-origin.ts'
import { readTicket } from '../http/read-ticket.ts'
import { createSessionCookie, isFromOwnPage } from '../http/session-cookie.ts'
import { findLanguage } from '../pages/messages/choose-messages.ts'
import { chooseLanguage } from '../sessions/choose-language.ts'
import { HOSTED_PAGE } from '../sessions/hosted-page.ts'
import { redeemSessionTicket } from '../sessions/redeem-session-ticket.ts'
import { readConnectState } from './connect.ts'

/** The connect page that the BFF serves itself, and the way onto it from a host's page. */
export const hostedHandlers = (front: Front): Pick<Handlers, 'hostedPage' | 'openHostedPage'> => {
  const { context, pages, hosted } = front
  const cookie = createSessionCookie(context.publicUrl)
  return {
    async hostedPage({ c, query }) {
      if (hosted === undefined) throw new HttpProblem('not_found')
      const session = await authenticatePage(c, context)
      const chosen = findLanguage(query.locale)
      if (chosen !== undefined && isFromOwnPage(c)) {
        await chooseLanguage(context, session, chosen)
        // So that neither Back nor a reload chooses once more.
        return c.redirect(HOSTED_PAGE, 303)
      }
      return await pages.hosted(c, hosted, session, await readConnectState(front, session))
    },

    async openHostedPage({ c }) {
      const origin = attestedOrigin(c, context.allowedOrigins)
      const { token, milliseconds } = await redeemSessionTicket(context, await readTicket(c.req.raw), origin)
      cookie.set(c, token, milliseconds)
      // Not a redirect: one that another site's page began would come without the Strict cookie.
      return await pages.onward(c, HOSTED_PAGE)
    },
  }
}
