import type { ProviderId } from '@hitch/protocol'

export const PROVIDER_NAMES: Readonly<Record<ProviderId, string>> = {
  JohnDeere: 'John Deere',
  CNHIFieldOps: 'CNH FieldOps',
  CNHI: 'CNH AFS Connect',
  ClimateFieldView: 'Climate FieldView',
}
