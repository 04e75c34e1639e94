import type { Connection, ConnectState, ProviderId } from '@hitch/protocol'
import type { MessageKey } from '../messages/text.ts'
import type { TileContext } from './tile-model.ts'

export const connectionOf = (data: ConnectState, id: ProviderId): Connection | undefined =>
  data.connections.find(({ provider }) => provider === id)

/** How FieldOps stands beside AFS Connect; undefined where it is not offered here. Only a confirmed one counts. */
export const legacyOf = (data: ConnectState): TileContext['legacy'] => {
  const place = (id: ProviderId): number => data.providers.findIndex((provider) => provider.id === id)
  if (place('CNHIFieldOps') < 0) return undefined
  const newer = connectionOf(data, 'CNHIFieldOps')
  if (newer && (newer.status !== 'connected' || newer.disconnecting)) return undefined
  return { fieldOps: newer ? 'connected' : 'offered', above: place('CNHIFieldOps') < place('CNHI') }
}

/** "Test" for staging; "Older" and "New" once AFS Connect is connected beside FieldOps. */
export const tagsOf = (data: ConnectState, id: ProviderId): MessageKey[] => {
  const test: MessageKey[] = data.providers.find((one) => one.id === id)?.environment === 'STAGE' ? ['test'] : []
  const legacy = connectionOf(data, 'CNHI') && legacyOf(data)
  if (legacy && id === 'CNHI') return [...test, 'older']
  return legacy?.fieldOps === 'offered' && id === 'CNHIFieldOps' ? [...test, 'newer'] : test
}
