import type { ConnectState, ProviderId } from '@hitch/protocol'
import type { CoreState, FlowState } from '../../core/types.ts'
import type { Texts } from '../../messages/text.ts'

/** Providers at which closing the dialog would leave a sign-in behind that can still be stopped, in the order of their beginning. */
export const openAttempts = (flows: CoreState['flows']): ProviderId[] =>
  Object.entries(flows).flatMap(([provider, flow]) => (canBeStopped(flow) ? [provider as ProviderId] : []))

/** Once the code is with the server it finishes by itself, and there is nothing to ask. */
const canBeStopped = (flow: FlowState): boolean => {
  switch (flow.status) {
    case 'opening':
    case 'waiting':
    case 'choosing_organizations':
      return true
    case 'blocked':
      // An earlier window may be at the provider; without one nothing has begun.
      return flow.attemptId !== undefined
    case 'finishing':
    case 'settled':
      return false
  }
}

/** "John Deere", "John Deere and FieldOps". */
export const namesOf = (
  providers: readonly ProviderId[],
  data: Pick<ConnectState, 'providers'> | undefined,
  { locale }: Texts,
): string =>
  new Intl.ListFormat(locale).format(
    providers.map((id) => data?.providers.find((provider) => provider.id === id)?.shortLabel ?? id),
  )
