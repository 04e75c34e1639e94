import type { Connection } from '@hitch/protocol'
import type { ConfiguredProvider } from '@hitch/providers'
import type { KnownCredential } from '../database/tables.ts'
import type { ConnectionRow } from './read-facts.ts'

/** What may be told of what is known; `null`: nothing is attached. */
export const toConnection = (row: ConnectionRow, provider: ConfiguredProvider): Connection | null => {
  if (row.known === null) return row.disconnect_generation === null ? null : unknown(row, provider)
  return {
    provider: provider.id,
    status: statusOf(row, row.known),
    environment: provider.environment,
    createdTime: row.known.createdTime,
    lastCheckedAt: row.known_at?.toISOString() ?? null,
    ...(row.disconnect_generation === null ? {} : { disconnecting: true }),
  }
}

const statusOf = (row: ConnectionRow, known: KnownCredential): Connection['status'] => {
  if (known.status === 'needs_attention') return 'needs_attention'
  if (row.organizations_missing) return 'choose_organizations'
  return row.organizations_awaited ? 'checking' : known.status
}

/** Nobody has looked, or nobody was told. */
export const unknown = (row: ConnectionRow | undefined, provider: ConfiguredProvider): Connection => ({
  provider: provider.id,
  status: 'checking',
  environment: provider.environment,
  createdTime: null,
  lastCheckedAt: null,
  ...(row === undefined || row.disconnect_generation === null ? {} : { disconnecting: true }),
})
