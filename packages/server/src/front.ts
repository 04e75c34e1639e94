import type { AttemptCookies } from './attempts/attempt-cookies.ts'
import type { AuthorizationUrls } from './attempts/authorization-urls.ts'
import type { ProviderAvailability } from './attempts/availability.ts'
import type { ServerContext } from './context.ts'
import type { ConnectDatabase } from './database/connect-database.ts'
import type { HostedApp } from './hosted-app.ts'
import type { Handover } from './handover/handover.ts'
import type { Pages } from './pages/pages.ts'
import type { FindOrCreateLeafUser } from './sessions/find-or-create-leaf-user.ts'

/** What the handlers of the routes are given. */
export interface Front {
  readonly context: ServerContext
  readonly durability: ConnectDatabase['durability']
  readonly handover: Handover
  readonly authorizationUrls: AuthorizationUrls
  readonly availability: ProviderAvailability
  readonly cookies: AttemptCookies
  readonly pages: Pages
  /** One for all routes: whoever asks for the same externalId at once shares its flight. */
  readonly findOrCreateLeafUser: FindOrCreateLeafUser
  /** Without it there is no hosted page. */
  readonly hosted: HostedApp | undefined
  /** Whether load balancers are to give this process nothing more. */
  readonly isDraining: () => boolean
}
