import type { ProviderSummary } from '@hitch/protocol'
import type { MessageKey } from '../../messages/text.ts'
import type { TileView, VisibleModel } from '../tile-view.ts'
import { mayChange } from './consent-lines.ts'
import type { CouplingState } from './Coupling.tsx'

/** Nothing has begun: what there is to read is the consent. */
export const isResting = ({ state }: VisibleModel): boolean => state === 'available' || state === 'degraded'

/** The server has said that it is connected. */
export const isStanding = ({ state }: VisibleModel): boolean =>
  state === 'connected' || state === 'syncing' || state.startsWith('legacy_')

/** The pane's heading and the sentences below it; more than one is a numbered list. */
export const paneWords = (
  model: VisibleModel,
  view: TileView,
  { dataShared }: ProviderSummary,
): { title: MessageKey; text: readonly MessageKey[] } => {
  if (isResting(model)) return { title: 'consentTitle', text: [mayChange(dataShared) ? 'asksWrites' : 'asks'] }
  if (isStanding(model)) return { title: 'doneTitle', text: ['doneText'] }
  const { status: title, text = [] } = view
  switch (model.state) {
    case 'choosing_organizations':
      return { title: 'chooseTitle', text: ['chooseText'] }
    case 'checking':
      return { title, text: ['finishText'] }
    case 'finishing':
      return { title, text: model.slow ? text : ['verifyingText'] }
    default:
      return { title, text }
  }
}

/** How far the pin has come. "Signed in" is not "connected". */
export const couplingOf = (model: VisibleModel): CouplingState => {
  if (isStanding(model)) return 'joined'
  switch (model.state) {
    case 'opening':
    case 'waiting':
    case 'choosing_organizations':
      return 'near'
    case 'finishing':
    case 'checking':
      return 'in'
    default:
      return 'apart'
  }
}
