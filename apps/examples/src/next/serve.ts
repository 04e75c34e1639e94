/** `node src/next/serve.ts`: serves the route handlers as Next.js calls them, a Request in and a Response out. */
import { serve } from '@hono/node-server'
import { PORT } from '../site.ts'
import { POST as connectSession } from './app/api/connect-session/route.ts'
import { GET as connections } from './app/api/connections/route.ts'
import { POST as webhook } from './app/api/hitch-webhook/route.ts'

const handlers: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  'POST /api/connect-session': connectSession,
  'GET /api/connections': connections,
  'POST /api/hitch-webhook': webhook,
}

serve({
  port: PORT,
  fetch: (request) =>
    handlers[`${request.method} ${new URL(request.url).pathname}`]?.(request) ?? new Response(null, { status: 404 }),
})
