import type { ProviderId } from '@hitch/protocol'

/** Where a provider's own pages stand. */
export const BASE_PATHS: Record<ProviderId, string> = {
  JohnDeere: '/johndeere',
  CNHIFieldOps: '/cnh/fieldops',
  CNHI: '/cnh/afs',
  ClimateFieldView: '/fieldview',
}
