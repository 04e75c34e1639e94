import { PROVIDER_IDS } from '@hitch/protocol'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { faultSchema } from '../faults.ts'
import { renderOAuthError } from '../helpers/oauth-error.ts'
import { readJson, Refused } from '../refused.ts'
import { resource } from '../routing.ts'
import { switchesSchema } from '../switches.ts'
import type { SandboxEnv, World } from '../world.ts'
import { controlPage } from '../pages/control.ts'
import type { SandboxControl } from './control.ts'
import { submitControl } from './form.ts'
import { takeSnapshot } from './snapshot.ts'

const credential = { leafUserId: z.string(), provider: z.enum(PROVIDER_IDS) }

/** One command may do several things; they happen in this order. */
const command = z.strictObject({
  reset: z.literal(true).optional(),
  clearFaults: z.literal(true).optional(),
  switches: switchesSchema.partial().optional(),
  faults: z.array(faultSchema).optional(),
  expireLeafTokens: z.literal(true).optional(),
  /** `status: null` frees the word again. */
  setStatus: z.strictObject({ ...credential, status: z.string().nullable() }).optional(),
  detach: z.strictObject(credential).optional(),
})

/** The switches over HTTP: POST /control, GET /control (what is set and connected), GET /control/requests (what came in). */
export function controlRoutes(world: World, control: SandboxControl, reset: () => void): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : renderOAuthError(error, c)))
  resource(app, '/control', {
    GET: (c) => c.json(takeSnapshot(world)),
    POST: async (c) => {
      const { switches = {}, faults = [], setStatus, detach, ...flags } = readJson(c, command)
      if (flags.reset) reset()
      if (flags.clearFaults) control.clearFaults()
      control.set(Object.fromEntries(Object.entries(switches).filter(([, value]) => value !== undefined)))
      for (const fault of faults) control.fault(fault)
      if (flags.expireLeafTokens) control.expireLeafTokens()
      const done = [
        setStatus === undefined ||
          (await control.setStatus(setStatus.leafUserId, setStatus.provider, setStatus.status ?? undefined)),
        detach === undefined || control.detach(detach.leafUserId, detach.provider),
      ]
      if (done.includes(false)) throw new Refused(404, 'not_found', 'Nothing is attached there')
      return c.json(takeSnapshot(world))
    },
  })
  app.use('/control/form', csrf())
  resource(app, '/control/form', { POST: (c) => submitControl(c, control, reset) })
  resource(app, '/', { GET: (c) => c.html(controlPage(world)) })
  resource(app, '/control/requests', { GET: (c) => c.json(world.state.requests) })
  return app
}
