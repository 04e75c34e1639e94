import type { Availability, Brand, ConnectState, LinkBrand, ProviderSummary, Session } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import { offeredProviders } from '../attempts/offered-provider.ts'
import { listUnacknowledged, toAttempt } from '../attempts/read-attempts.ts'
import type { ServerContext } from '../context.ts'
import type { Front } from '../front.ts'
import type { Handlers } from '../http/mount-routes.ts'
import type { LiveSession } from '../sessions/live-session.ts'

export const connectHandlers = (front: Front): Pick<Handlers, 'getConnect'> => ({
  async getConnect({ session }) {
    return { status: 200, body: await readConnectState(front, session) }
  },
})

/** One look paints everything. What Leaf does not tell in time comes from memory, so a hanging Leaf delays no tile. */
export const readConnectState = async (
  { context, handover, availability, authorizationUrls }: Front,
  session: LiveSession,
): Promise<ConnectState> => {
  const offered = offeredProviders(context, session)
  for (const provider of offered)
    if (availability.isLookDue(provider.id)) authorizationUrls.lookAgain(provider, session.leafUserId)
  const [rows, connections] = await Promise.all([
    listUnacknowledged(context, session),
    handover.connections(
      session.leafUserId,
      offered.map(({ id }) => id),
    ),
  ])
  return {
    session: toSession(context, session),
    providers: offered.map((provider) => toSummary(provider, availability.of(provider.id))),
    connections,
    attempts: rows.map((row) => toAttempt(row, connections)),
  }
}

const toSession = ({ brand }: Pick<ServerContext, 'brand'>, session: LiveSession): Session => ({
  sessionId: session.sessionId,
  expiresAt: session.expiresAt.toISOString(),
  origin: session.origin,
  can: [...session.can],
  brand: session.brand === null ? brand : shownBrand(session.brand),
  ...(session.locale === null ? {} : { locale: session.locale }),
  ...(session.subject === null ? {} : { subject: session.subject }),
})

const shownBrand = ({ name, logoUrl }: LinkBrand): Brand => ({ name, ...(logoUrl === undefined ? {} : { logoUrl }) })

/** An allowlist: the configured provider also holds the operator's client id. */
const toSummary = (provider: ConfiguredProvider, availability: Availability): ProviderSummary => ({
  id: provider.id,
  label: provider.label,
  shortLabel: provider.shortLabel,
  brands: [...provider.brands],
  environment: provider.environment,
  availability,
  prerequisites: [...provider.prerequisites],
  dataShared: [...provider.dataShared],
})
