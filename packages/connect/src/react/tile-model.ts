import type { Connection, ErrorCode, Permission, ProviderSummary } from '@hitch/protocol'
import type { FlowState } from '../core/types.ts'

/** What else a tile depends on, besides what the server and the core say. */
export interface TileContext {
  online: boolean
  can: readonly Permission[]
  /** Milliseconds since the epoch. */
  now: number
  /** Fields counted so far, while the first data is on its way. */
  counted?: number | undefined
  /** The older CNH platform beside the newer one. `above`: FieldOps stands above it in the list. */
  legacy?: { fieldOps: 'offered' | 'connected'; above: boolean } | undefined
  /** What the grower has done in this tile. */
  grower: GrowerChoices
}

export interface GrowerChoices {
  /** "Disconnect?" stands in the tray. */
  asking?: boolean
  /** A disconnect is under way since then. */
  disconnectingSince?: number | undefined
  /** A disconnect did not work. */
  trouble?: { code: ErrorCode; reference?: string | undefined } | undefined
  /** "Later" was pressed on the organizations step. */
  later?: boolean
  /** "Keep both" was pressed. */
  keepsBoth?: boolean
}

/** Exactly one of these is a tile's state. Data exists only in the variant where it can. */
export type TileModel =
  | { state: 'skeleton' }
  | { state: 'available' | 'degraded'; test: boolean; connectable: 'yes' | 'offline' | 'no' }
  | { state: 'down'; details: boolean }
  | { state: 'opening' }
  | { state: 'blocked' }
  | { state: 'waiting' }
  | { state: 'finishing'; slow: boolean; signedIn: boolean }
  | { state: 'choosing_organizations'; attempt: boolean; folded: boolean }
  | { state: 'checking' }
  | { state: 'syncing'; fields: number }
  | { state: 'connected' }
  | { state: 'legacy_before'; above: boolean }
  | { state: 'legacy_after' }
  | { state: 'needs_attention' }
  /** `under`: the state that stands while we ask. */
  | { state: 'confirm_disconnect'; under: RestModel }
  | { state: 'disconnecting'; slow: boolean }
  | { state: 'offline' }
  | { state: 'trouble'; code: ErrorCode; reference?: string | undefined; test: boolean; works: boolean }

export type TileState = TileModel['state']
export type RestModel = Exclude<TileModel, { state: 'skeleton' | 'confirm_disconnect' }>

/** After this long the words change, so that nothing spins without saying why. Milliseconds. */
export const SLOW_AFTER = 10_000

/**
 * The one state that a tile shows. A running attempt goes before what the server says of the connection; what the
 * grower has just asked for goes before what stands.
 */
export const tileModel = (
  provider: ProviderSummary | undefined,
  connection: Connection | undefined,
  flow: FlowState | undefined,
  context: TileContext,
): TileModel => {
  if (!provider) return { state: 'skeleton' }
  if (flow) {
    const running = flowModel(provider, flow, connection, context)
    if (running) return running
  }
  const stands = flow?.status === 'settled' && flow.outcome.status === 'connected' ? flow.outcome.connection : undefined
  return restModel(provider, stands ?? connection, context)
}

const flowModel = (
  provider: ProviderSummary,
  flow: FlowState,
  connection: Connection | undefined,
  { online, now, grower }: TileContext,
): TileModel | undefined => {
  if (flow.status !== 'settled' && flow.attemptId !== undefined && !online) return { state: 'offline' }
  switch (flow.status) {
    case 'opening':
    case 'blocked':
    case 'waiting':
      return { state: flow.status }
    case 'finishing':
      return { state: 'finishing', slow: now - flow.since >= SLOW_AFTER, signedIn: flow.signedIn === true }
    case 'choosing_organizations':
      return { state: 'choosing_organizations', attempt: true, folded: grower.later === true }
    case 'settled': {
      const { outcome, attemptId } = flow
      if (outcome.status === 'connected') return outcome.connection || connection ? undefined : { state: 'checking' }
      // One that was overtaken is no news where a connection stands, however late it is told.
      if (outcome.status === 'cancelled' && (connection || !outcome.error)) return undefined
      const code = outcome.error?.code ?? 'internal'
      return code === 'organizations_not_granted'
        ? { state: 'choosing_organizations', attempt: false, folded: grower.later === true }
        : trouble(provider, connection, { code, reference: attemptId })
    }
  }
}

const isTest = ({ environment }: ProviderSummary): boolean => environment === 'STAGE'

const trouble = (
  provider: ProviderSummary,
  connection: Connection | undefined,
  what: { code: ErrorCode; reference?: string | undefined },
): TileModel => ({
  state: 'trouble',
  ...what,
  test: isTest(provider),
  works: connection?.status === 'connected',
})

const restModel = (provider: ProviderSummary, connection: Connection | undefined, context: TileContext): TileModel => {
  const { online, can, now, grower } = context
  if (grower.disconnectingSince !== undefined) {
    return { state: 'disconnecting', slow: now - grower.disconnectingSince >= SLOW_AFTER }
  }
  if (grower.trouble) return trouble(provider, connection, grower.trouble)
  if (!connection) {
    if (provider.availability === 'down') return { state: 'down', details: false }
    return {
      state: provider.availability === 'degraded' ? 'degraded' : 'available',
      test: isTest(provider),
      connectable: can.includes('connect') ? (online ? 'yes' : 'offline') : 'no',
    }
  }
  // The server goes on with a disconnect that Leaf did not take yet: nothing to be asked of the grower.
  if (connection.disconnecting) return { state: 'disconnecting', slow: true }
  const under = connectionModel(provider, connection, context)
  return grower.asking ? { state: 'confirm_disconnect', under } : under
}

const connectionModel = (
  provider: ProviderSummary,
  connection: Connection,
  { counted, legacy, grower }: TileContext,
): RestModel => {
  if (provider.availability === 'down') return { state: 'down', details: true }
  switch (connection.status) {
    case 'needs_attention':
      return { state: 'needs_attention' }
    case 'choose_organizations':
      return { state: 'choosing_organizations', attempt: false, folded: grower.later === true }
    case 'connected':
      if (legacy?.fieldOps === 'connected' && !grower.keepsBoth) return { state: 'legacy_after' }
      if (legacy?.fieldOps === 'offered') return { state: 'legacy_before', above: legacy.above }
      return counted === undefined ? { state: 'connected' } : { state: 'syncing', fields: counted }
    // `checking`, and any status that is newer than this copy: we claim nothing.
    default:
      return { state: 'checking' }
  }
}
