import type { Connection, ConnectState, ProviderId, ProviderSummary } from '@hitch/protocol'

/** The moment at which stories and tests stand: 14 May 2026, 09:41 UTC. */
export const NOW = Date.parse('2026-05-14T09:41:00Z')

const summary = (
  id: ProviderId,
  label: string,
  shortLabel: string,
  brands: string[],
  more: Partial<ProviderSummary> = {},
): ProviderSummary => ({
  id,
  label,
  shortLabel,
  brands,
  environment: 'PRODUCTION',
  availability: 'available',
  prerequisites: [],
  dataShared: ['fields', 'operations', 'files'],
  ...more,
})

export const PROVIDERS: Record<ProviderId, ProviderSummary> = {
  JohnDeere: summary('JohnDeere', 'John Deere', 'John Deere', ['Operations Center'], {
    prerequisites: ['choose_organizations'],
  }),
  CNHIFieldOps: summary('CNHIFieldOps', 'CNH FieldOps', 'FieldOps', ['Case IH', 'New Holland', 'Steyr'], {
    prerequisites: ['farm_manager_title', 'signed_in_once'],
  }),
  CNHI: summary('CNHI', 'CNH AFS Connect', 'AFS Connect', ['Case IH AFS', 'New Holland MyPLM']),
  ClimateFieldView: summary('ClimateFieldView', 'Climate FieldView', 'FieldView', ['Bayer'], { environment: null }),
}

export const connectionOf = (provider: ProviderId, more: Partial<Connection> = {}): Connection => ({
  provider,
  status: 'connected',
  environment: provider === 'ClimateFieldView' ? null : 'PRODUCTION',
  createdTime: '2026-03-03T08:12:45.123456Z',
  lastCheckedAt: '2026-05-14T09:40:00Z',
  ...more,
})

export const connectState = (more: Partial<ConnectState> = {}): ConnectState => ({
  session: {
    sessionId: 'ses_7Qm2',
    expiresAt: '2026-05-14T10:11:00Z',
    origin: 'https://farm.example',
    can: ['connect', 'disconnect', 'details'],
    brand: { name: 'Northfield Grain' },
  },
  providers: Object.values(PROVIDERS),
  connections: [],
  attempts: [],
  ...more,
})
