import type { CreatedSession } from '@hitch/protocol'
import { pathParameters, ROUTE_TABLE, type Route } from '@hitch/protocol/schemas'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { completeLimits } from '../limits/amounts.ts'
import { createTestServer, HOST, PUBLIC_URL, SECRET_KEY, ticketForm, type TestServer } from './test-server.ts'

/** Who asks: the sessions were made by the server that is asked. */
export interface Callers {
  readonly session: CreatedSession
  readonly expired: CreatedSession
}

type Headers = Record<string, string>

const WELL_FORMED = 'a'.repeat(43)
const routes: readonly Route[] = Object.values(ROUTE_TABLE)

const pathOf = (route: Route, parameter: string = WELL_FORMED): string =>
  route.path.replace(':provider', parameter === WELL_FORMED ? 'CNHIFieldOps' : parameter).replace(/:\w+/, parameter)

/** By the right of whom the route is for. */
const rightOf = (route: Route, { session }: Callers): Headers => {
  switch (route.auth) {
    case 'secret key':
      return { authorization: `Bearer ${SECRET_KEY}` }
    case 'session':
      return { authorization: `Bearer ${session.sessionToken}`, origin: HOST }
    case 'ticket':
      return { origin: HOST }
    case 'cookie':
    case 'own page':
      return { origin: PUBLIC_URL }
    case 'leaf':
    case 'none':
      return {}
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }

const ask = async (server: TestServer, route: Route, path: string, headers: Headers, body?: string): Promise<void> => {
  await server.request(path, { method: route.method, headers, ...(body === undefined ? {} : { body }) })
}

/**
 * What every route of a kind refuses in the same way, asked of each of them: no right, another origin, a body or a
 * parameter that is none. The server holds each answer against the document.
 */
export const refuseAll = async (server: TestServer, callers: Callers): Promise<void> => {
  for (const route of routes) {
    const right = rightOf(route, callers)
    const path = pathOf(route)
    if (route.auth !== 'none') await ask(server, route, path, {})
    if (route.auth === 'session') {
      await ask(server, route, path, { ...right, origin: 'https://elsewhere.example.com' })
      await ask(server, route, path, { ...right, authorization: `Bearer ${callers.expired.sessionToken}` })
    }
    if (route.query !== undefined) await ask(server, route, `${path}?locale=de&locale=fr`, right)
    if (pathParameters(route).length > 0)
      await ask(server, route, pathOf(route, '%20'), { ...right, ...JSON_TYPE }, cookieBody(route))
    if (route.body !== undefined) {
      await ask(server, route, path, { ...right, 'content-type': 'text/plain' }, '{}')
      await ask(server, route, path, { ...right, ...JSON_TYPE }, '[]')
      await ask(server, route, path, { ...right, ...JSON_TYPE }, ' '.repeat(20_000))
    }
    if (route.auth === 'ticket') await refuseTickets(server, path)
  }
}

/** Each route twice, of a server that lets nobody ask twice: an answer that is not described fails. */
export const limitAll = async (database: ConnectDatabase, callers: Callers): Promise<void> => {
  const once = { sessionRequests: 1, secretKeyRequests: 1, addressRequests: 1 }
  const server = createTestServer(database, { limits: completeLimits(once) })
  server.address = '192.0.2.1'
  for (const route of routes)
    for (let count = 0; count < 2; count += 1) await ask(server, route, pathOf(route), rightOf(route, callers))
}

const refuseTickets = async (server: TestServer, path: string): Promise<void> => {
  const two = ticketForm(WELL_FORMED)
  two.append('ticket', 'once more')
  for (const body of ['no form', two, ticketForm(WELL_FORMED)])
    await server.request(path, { method: 'POST', headers: { origin: HOST }, body })
  const headers = { origin: HOST, 'content-type': 'multipart/form-data; boundary=x' }
  await server.request(path, { method: 'POST', headers, body: ' '.repeat(20_000) })
}

/** With a database that fails, every route that needs it. */
export const failAll = async (database: ConnectDatabase, { session }: Callers): Promise<void> => {
  const kysely = new Proxy(database.kysely, {
    get() {
      throw new Error('the database is gone')
    },
  })
  const server = createTestServer({ ...database, kysely }, {}, { files: {}, render: () => Promise.resolve('') })
  server.handover.connections = () => Promise.reject(new Error('the database is gone'))
  server.handover.forget = () => Promise.reject(new Error('the database is gone'))
  const wish = { leafUserId: 'u', origin: HOST }
  for (const [path, body] of [
    ['/v1/sessions', wish],
    ['/v1/sessions/handover', wish],
    ['/v1/links', { leafUserId: 'u', subject: 'North Ridge Farm' }],
  ] as const)
    await server.asHost('POST', path, body)
  const cookie = `__Host-hitch-session=${WELL_FORMED}`
  const attempt = `__Host-hitch-att_1=${WELL_FORMED}`
  for (const route of routes) {
    const right = { ...rightOf(route, { session, expired: session }), 'sec-fetch-site': 'same-origin' }
    const headers = { ...right, cookie: route.auth === 'cookie' ? attempt : cookie }
    const query = route.path === '/v1/attempts' && route.auth === 'secret key' ? '?leafUserId=u' : ''
    if (route.auth === 'ticket')
      await server.request(route.path, { method: 'POST', headers: right, body: ticketForm(WELL_FORMED) })
    else if (route.auth === 'cookie')
      await ask(server, route, pathOf(route), { ...headers, ...JSON_TYPE }, cookieBody(route))
    else if (route.auth !== 'secret key' || route.body === undefined)
      await ask(server, route, pathOf(route) + query, headers)
  }
}

/** Well formed: what is wrong with the request is something else. */
const cookieBody = ({ auth, path }: Route): string | undefined => {
  if (auth !== 'cookie') return undefined
  return path.endsWith('organizations') ? '{}' : JSON.stringify({ code: 'c', state: WELL_FORMED })
}
