import type { ProviderId } from '@hitch/protocol'

/** Where a provider stands in Leaf's API and on the sandbox's own origin. */
export interface ProviderFacts {
  label: string
  credentialPath: string
  /** The page at which a sign-in begins. */
  authorizePath: string
  /** What the consent page says the application will read. */
  reads: readonly string[]
}

export const PROVIDER_FACTS: Record<ProviderId, ProviderFacts> = {
  JohnDeere: {
    label: 'John Deere',
    credentialPath: 'john-deere-credentials',
    authorizePath: '/johndeere/authorize',
    reads: ['Fields and boundaries', 'Files from your machines', 'Field operations'],
  },
  CNHIFieldOps: {
    label: 'CNH FieldOps',
    credentialPath: 'cnhi-field-ops-credentials',
    authorizePath: '/cnh/fieldops/authorize',
    reads: ['Growers, farms and fields', 'Files from your machines', 'Field operations'],
  },
  CNHI: {
    label: 'CNH AFS Connect',
    credentialPath: 'cnhi-credentials',
    authorizePath: '/cnh/afs/authorize',
    reads: ['Growers, farms and fields', 'Files from your machines', 'Field operations'],
  },
  ClimateFieldView: {
    label: 'Climate FieldView',
    credentialPath: 'climate-field-view-credentials',
    authorizePath: '/fieldview/app-login/index.html',
    reads: ['Fields and boundaries', 'Planting, application and harvest', 'Farm organizations'],
  },
}

/** The scopes that FieldView documents. A URL without scopes of its own asks for the reading ones. */
export const FIELDVIEW_READ_SCOPES = [
  'asHarvested:read',
  'asPlanted:read',
  'asApplied:read',
  'fields:read',
  'resourceOwners:read',
  'farmOrganizations:read',
] as const

export const FIELDVIEW_SCOPES = [
  ...FIELDVIEW_READ_SCOPES,
  'fields:write',
  'rx:write',
  'soil:write',
  'imagery:write',
] as const
