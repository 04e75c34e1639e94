import type { CreatedLink, CreateLink, Link } from '@hitch/protocol'
import { expect } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { newLeafUserId, PUBLIC_URL, SECRET_KEY, type TestServer } from './test-server.ts'

export const LINKS = '/v1/links'
export const SUBJECT = 'North Ridge Farm'

type Headers = Record<string, string>

/** Makes connect links as a host's backend, opens them as a grower, uses their session as our own page does. */
export const linkBench = (database: ConnectDatabase, server: TestServer) => {
  const post = (body: object, headers: Headers = {}, asked = server): Promise<Response> =>
    asked.request(LINKS, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET_KEY}`, ...headers },
      body: JSON.stringify(body),
    })
  const press = (url: string, headers: Headers = { origin: PUBLIC_URL }): Promise<Response> =>
    server.request(pathOf(url), { method: 'POST', headers })
  /** The cookie as the browser sends it from a page of ours. */
  const asPage = (
    cookie: string,
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Headers } = {},
  ): Promise<Response> =>
    server.request(path, { ...init, headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers } })
  const createAttempt = (cookie: string, provider = 'CNHIFieldOps'): Promise<Response> =>
    asPage(cookie, '/v1/attempts', {
      method: 'POST',
      headers: { origin: PUBLIC_URL, 'content-type': 'application/json' },
      body: JSON.stringify({ provider }),
    })
  return {
    post,
    press,
    asPage,
    createAttempt,
    async makeLink(wish: Partial<CreateLink> = {}): Promise<CreatedLink> {
      const response = await post({ leafUserId: newLeafUserId(), subject: SUBJECT, ...wish })
      expect(response.status).toBe(201)
      return (await response.json()) as CreatedLink
    },
    async readLink(linkId: string): Promise<Link> {
      return (await (await server.asHost('GET', `${LINKS}/${linkId}`)).json()) as Link
    },
    look: (url: string, method = 'GET'): Promise<Response> => server.request(new URL(url).pathname, { method }),
    openLink: async (url: string): Promise<string> => cookieOf(await press(url)),
    /** An attempt of the link's, as the engine leaves it when the grower has finished. */
    async connectOnce(cookie: string, provider?: string): Promise<void> {
      const { attemptId } = (await (await createAttempt(cookie, provider)).json()) as { attemptId: string }
      await database.kysely
        .updateTable('attempts')
        .set({ status: 'connected', settled_at: new Date() })
        .where('attempt_id', '=', attemptId)
        .execute()
    },
  }
}

const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search

export const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
