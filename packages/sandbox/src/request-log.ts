import type { MiddlewareHandler } from 'hono'
import type { RecordedRequest } from './recorded-request.ts'
import type { SandboxEnv, World } from './world.ts'

const KEPT_REQUESTS = 2000
const KEPT_BODY_CHARACTERS = 65_536

/** The tester's own pages would bury what they are meant to show. */
function isOwnPage(path: string): boolean {
  return path === '/' || path === '/control' || path.startsWith('/control/') || path.startsWith('/assets/')
}

/** Reads the body once for everybody behind it, and keeps the last requests. */
export function recordRequests(world: World): MiddlewareHandler<SandboxEnv> {
  return async function recordRequest(c, next) {
    const body = await c.req.text()
    c.set('body', body)
    const url = new URL(c.req.url)
    const recorded: RecordedRequest = {
      at: world.tools.now(),
      method: c.req.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: c.req.header(),
      body: body.slice(0, KEPT_BODY_CHARACTERS),
    }
    c.set('recorded', recorded)
    if (!isOwnPage(url.pathname)) {
      const { requests } = world.state
      requests.push(recorded)
      if (requests.length > KEPT_REQUESTS) requests.splice(0, requests.length - KEPT_REQUESTS)
    }
    await next()
    recorded.status = c.res.status
  }
}
