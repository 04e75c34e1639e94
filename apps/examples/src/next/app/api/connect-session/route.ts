import { createHitchClient } from '@hitch/server/client'
import { HITCH_SECRET_KEY, HITCH_URL, ORIGIN, signedInFarm } from '../../../../site.ts'

const hitch = createHitchClient({ url: HITCH_URL, secretKey: HITCH_SECRET_KEY })

/** `app/api/connect-session/route.ts` in Next.js. */
export const POST = async (request: Request): Promise<Response> => {
  if (request.headers.get('origin') !== ORIGIN) return new Response(null, { status: 403 })
  const farm = signedInFarm(request.headers.get('cookie'))
  if (!farm) return new Response(null, { status: 401 })
  const session = await hitch.createSession({ externalId: farm.id, subject: farm.name, origin: ORIGIN })
  farm.leafUserId = session.leafUserId
  return new Response(session.sessionToken)
}
