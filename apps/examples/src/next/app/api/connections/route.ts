import { createHitchClient } from '@hitch/server/client'
import { HITCH_SECRET_KEY, HITCH_URL, signedInFarm } from '../../../../site.ts'

const hitch = createHitchClient({ url: HITCH_URL, secretKey: HITCH_SECRET_KEY })

/** `app/api/connections/route.ts` in Next.js. */
export const GET = async (request: Request): Promise<Response> => {
  const farm = signedInFarm(request.headers.get('cookie'))
  if (!farm) return new Response(null, { status: 401 })
  return Response.json(farm.leafUserId ? await hitch.listConnections(farm.leafUserId) : [])
}
