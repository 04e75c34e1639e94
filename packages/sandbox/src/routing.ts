import type { Context, Hono } from 'hono'
import { Refused } from './refused.ts'
import type { SandboxEnv } from './world.ts'

export type Handler = (c: Context<SandboxEnv>) => Response | Promise<Response>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Serves one path with exactly these methods. Any other method is 405 and says which are allowed. */
export function resource(app: Hono<SandboxEnv>, path: string, handlers: Partial<Record<Method, Handler>>): void {
  for (const [method, handler] of Object.entries(handlers)) app.on(method, path, (c) => handler(c))
  const allowed = Object.keys(handlers).join(', ')
  app.all(path, () => {
    throw new Refused(405, 'http.405', `Only ${allowed} is allowed here`, { allow: allowed })
  })
}

/** A path parameter that the route itself guarantees. */
export function parameter(c: Context<SandboxEnv>, name: string): string {
  const value = c.req.param(name)
  if (value === undefined) throw new Refused(404, 'http.404', 'Not found')
  return value
}
