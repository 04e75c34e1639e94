import type { ProviderId } from '@hitch/protocol'
import type { Context } from 'hono'
import { z } from 'zod'
import { signInPage } from '../pages/sign-in.ts'
import { FIELDVIEW_SCOPES } from '../provider-facts.ts'
import { Refused } from '../refused.ts'
import { clientIdOf, environmentOf } from '../registrations.ts'
import type { Handler } from '../routing.ts'
import type { SignIn } from '../state.ts'
import { randomHex } from '../tools.ts'
import type { SandboxEnv, World } from '../world.ts'

const SIGN_IN_LIFETIME = 30 * 60_000

/** Unknown parameters are ignored and doubled ones refused, as RFC 6749, section 3.1 has it. */
const request = z.object({
  response_type: z.literal('code'),
  client_id: z.string().min(1),
  redirect_uri: z.url({ protocol: /^https?$/ }),
  state: z.string().optional(),
})

/** FieldView's older form of the URL carries these two, and its scopes. */
const fieldViewRequest = request.extend({
  page: z.literal('oidcauthn'),
  mobile: z.literal('true'),
  scope: z
    .string()
    .refine(
      (scope) => scope.split(' ').every((one) => FIELDVIEW_SCOPES.some((known) => known === one)),
      'unknown scope',
    ),
})

/**
 * The authorization endpoint: GET with the parameters of RFC 6749, section 4.1.1. A wrong client or redirect URI is told
 * to the grower and never sent on (section 4.1.2.1).
 */
export function startSignIn(world: World, provider: ProviderId): Handler {
  const schema = provider === 'ClimateFieldView' ? fieldViewRequest : request
  return (c) => {
    const { client_id, redirect_uri, state } = readParameters(c, schema)
    if (client_id !== clientIdOf(world.registrations, provider))
      throw new Refused(400, 'invalid_client', `client_id: ${client_id} is not known here`)
    if (new URL(redirect_uri).hash !== '')
      throw new Refused(400, 'invalid_request', 'redirect_uri: must have no fragment')
    const signIn: SignIn = {
      id: randomHex(world.tools),
      provider,
      clientId: client_id,
      redirectUri: redirect_uri,
      state,
      environment: environmentOf(world.registrations, provider),
      accountId: undefined,
      startedAt: world.tools.now(),
    }
    // The oldest come first: behind the first that is young all are.
    for (const [id, { startedAt }] of world.state.signIns) {
      if (startedAt + SIGN_IN_LIFETIME >= world.tools.now()) break
      world.state.signIns.delete(id)
    }
    world.state.signIns.set(signIn.id, signIn)
    return c.html(signInPage(world, signIn))
  }
}

/** The sign-in that a page's form or link names. */
export function findSignIn(world: World, provider: ProviderId, id: string): SignIn {
  const signIn = world.state.signIns.get(id)
  if (signIn === undefined || signIn.provider !== provider)
    throw new Refused(400, 'invalid_request', 'This sign-in is over. Start again.')
  return signIn
}

function readParameters<Output>(c: Context<SandboxEnv>, schema: z.ZodType<Output>): Output {
  const parameters = new URL(c.req.url).searchParams
  for (const name of parameters.keys()) {
    if (parameters.getAll(name).length > 1) throw new Refused(400, 'invalid_request', `${name}: given twice`)
  }
  const result = schema.safeParse(Object.fromEntries(parameters))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Refused(400, 'invalid_request', `${issue?.path.join('.')}: ${issue?.message}`)
}
