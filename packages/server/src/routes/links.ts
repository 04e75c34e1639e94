import { field } from '@hitch/protocol/schemas'
import type { Context } from 'hono'
import type { Front } from '../front.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { idParameter } from '../http/path-parameters.ts'
import { createSessionCookie } from '../http/session-cookie.ts'
import { createLink } from '../links/create-link.ts'
import { openLink } from '../links/open-link.ts'
import { findBySecret, listLinks, readLink } from '../links/read-links.ts'
import { revokeLink } from '../links/revoke-link.ts'
import { findLanguage } from '../pages/messages/choose-messages.ts'
import { HOSTED_PAGE } from '../sessions/hosted-page.ts'

type LinkHandlers = Pick<Handlers, 'createLink' | 'listLinks' | 'getLink' | 'revokeLink' | 'linkPage' | 'openLink'>

/** Connect links: made, listed and turned off by a host's backend, opened by a grower. */
export const linkHandlers = ({ context, pages, findOrCreateLeafUser }: Front): LinkHandlers => {
  const cookie = createSessionCookie(context.publicUrl)
  return {
    async createLink({ c, key, body }) {
      const idempotencyKey = c.req.header('idempotency-key')
      return { status: 201, body: await createLink(context, findOrCreateLeafUser, key, body, idempotencyKey) }
    },

    async listLinks({ key, query }) {
      return { status: 200, body: await listLinks(context, key, query) }
    },

    async getLink({ c, key }) {
      return { status: 200, body: await readLink(context, key, idParameter(c, 'linkId')) }
    },

    async revokeLink({ c, key }) {
      await revokeLink(context, key, idParameter(c, 'linkId'))
      return { status: 204 }
    },

    // Mail scanners open links, and some run the scripts they find: looking changes nothing.
    async linkPage({ c, query }) {
      const found = await findBySecret(context, secretOf(c))
      const chosen = findLanguage(query.locale)
      return found?.status === 'active'
        ? await pages.link(c, found.link, chosen)
        : await pages.deadLink(c, found, chosen)
    },

    // The form has no action of its own: it is posted to the page's address, with the language that was chosen there.
    async openLink({ c, query }) {
      const found = await findBySecret(context, secretOf(c))
      const chosen = findLanguage(query.locale)
      if (found?.status !== 'active') return await pages.deadLink(c, found, chosen)
      cookie.set(c, await openLink(context, found.link, chosen), context.timings.hostedSessionLifetime)
      c.get('log').info({ linkId: found.link.link_id }, 'a connect link was opened')
      return c.redirect(HOSTED_PAGE, 303)
    },
  }
}

/** One that is not of our form is looked for all the same: an unknown link is an unknown link. */
const secretOf = (c: Context<AppEnv>): string => field.secret.safeParse(c.req.param('secret')).data ?? ''
