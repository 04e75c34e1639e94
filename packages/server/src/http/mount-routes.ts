import { answersWithPage, ROUTE_TABLE, type Route, type RouteKey } from '@hitch/protocol/schemas'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import type { SecretKey, ServerContext } from '../context.ts'
import type { Caller, Limiter } from '../limits/limiter.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { AppEnv } from './app-env.ts'
import { authenticateSecretKey } from './authenticate-secret-key.ts'
import { authenticateSession } from './authenticate-session.ts'
import { answerPreflight } from './cors.ts'
import { HttpProblem } from './http-problem.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { readJsonBody } from './read-body.ts'
import { validate } from './validate.ts'

type Table = typeof ROUTE_TABLE
type Parsed<Schema> = Schema extends z.ZodType<infer Value> ? Value : undefined
type BodyOf<Key extends RouteKey> = Table[Key] extends { body: infer Schema } ? Parsed<Schema> : undefined
type QueryOf<Key extends RouteKey> = Table[Key] extends { query: infer Schema } ? Parsed<Schema> : undefined
type CallerOf<Key extends RouteKey> = Table[Key]['auth'] extends 'session'
  ? { readonly session: LiveSession }
  : Table[Key]['auth'] extends 'secret key'
    ? { readonly key: SecretKey }
    : unknown

/** JSON by schema, or nothing; a page or a document is a whole Response. */
type AnswerOf<Answers> = {
  [Status in keyof Answers]: Answers[Status] extends z.ZodType<infer Value>
    ? { readonly status: Status; readonly body: Value }
    : Answers[Status] extends 'empty'
      ? { readonly status: Status }
      : Response
}[keyof Answers]

export type RouteInput<Key extends RouteKey> = CallerOf<Key> & {
  readonly c: Context<AppEnv>
  readonly body: BodyOf<Key>
  readonly query: QueryOf<Key>
}

/** One handler per route: it is given checked input and gives an answer that the table promises. */
export type Handlers = {
  readonly [Key in RouteKey]: (
    input: RouteInput<Key>,
  ) => Promise<AnswerOf<Table[Key]['answers']>> | AnswerOf<Table[Key]['answers']>
}

/**
 * Mounts every route of the table. What all routes share stands here once: who calls is found out before the body is
 * read, so that a stranger costs one look-up and his body is never parsed. The limits stand before the handlers: what has
 * begun, as an exchange once its state is consumed, is never refused by one.
 */
export const mountRoutes = (app: Hono<AppEnv>, context: ServerContext, limiter: Limiter, handlers: Handlers): void => {
  for (const key of Object.keys(ROUTE_TABLE) as RouteKey[]) {
    const route: Route = ROUTE_TABLE[key]
    const handler = handlers[key] as (input: unknown) => Promise<Response | { status: number; body?: unknown }>
    app.on(route.method, route.path, async (c) => {
      c.set('answersWith', answersWithPage(route) ? 'page' : 'problem')
      await limiter.admitAddress(key, route, c.env?.clientAddress)
      const caller = await identify(c, context, route)
      await limiter.admit(key, caller)
      const query = route.query === undefined ? undefined : validate(route.query, singleQuery(c))
      await limiter.admitLeafUser(key, leafUserOf(c, caller, query))
      const body =
        route.body === undefined ? undefined : validate(route.body, withoutNulls(await readJsonBody(c.req.raw)))
      const answer = await handler({ ...caller, c, query, body })
      if (answer instanceof Response) return answer
      return 'body' in answer ? c.json(answer.body, answer.status as 200) : c.body(null, answer.status as 204)
    })
  }
  for (const path of new Set(Object.values(ROUTE_TABLE).map((route) => route.path))) mountOptions(app, context, path)
}

const identify = async (
  c: Context<AppEnv>,
  context: ServerContext,
  route: Route,
): Promise<{ session?: LiveSession; key?: SecretKey }> => {
  switch (route.auth) {
    case 'session':
      return { session: await authenticateSession(c, context) }
    case 'secret key':
      return { key: authenticateSecretKey(c.req.raw, context.secretKeys) }
    case 'cookie':
    case 'own page':
      requireOwnOrigin(c.req.raw, context.publicUrl)
      return {}
    // The ticket is in the body, and Leaf's signature is of it: their handlers look.
    case 'ticket':
    case 'leaf':
    case 'none':
      return {}
  }
}

/** For whom Leaf may be asked: the session's, or whom a host's backend names in the path or the query. */
const leafUserOf = (c: Context<AppEnv>, { session }: Caller, query: unknown): string | undefined =>
  session?.leafUserId ?? c.req.param('leafUserId') ?? (query as { leafUserId?: string } | undefined)?.leafUserId

/** Many languages write an absent field as `null`. None of our bodies gives `null` a meaning of its own. */
const withoutNulls = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
    : body

/** The query as an object. A name that stands twice would mean different things to different readers. */
const singleQuery = (c: Context<AppEnv>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => {
      if (values.length > 1) throw new HttpProblem('invalid_request', { detail: 'a query parameter stands twice' })
      return [name, values[0]]
    }),
  )

/** Only session routes are for pages of other origins; the others name their methods and allow no origin. */
const mountOptions = (app: Hono<AppEnv>, context: ServerContext, path: string): void => {
  const routes: Route[] = Object.values(ROUTE_TABLE).filter((route) => route.path === path)
  const forBrowsers = routes.filter((route) => route.auth === 'session').map((route) => route.method)
  const methods = routes.flatMap((route) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  app.options(path, (c) => {
    c.header('Allow', ['OPTIONS', ...methods].join(', '))
    return answerPreflight(c, forBrowsers, context.allowedOrigins)
  })
}
