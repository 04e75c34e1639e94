import type { Connection, ProviderSummary } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FlowState } from '../core/types.ts'
import type { Values } from '../messages/text.ts'
import type { Kit } from './kit.ts'
import type { TileView, VisibleModel } from './tile-view.ts'
import type { Press } from './use-single-press.ts'
import type { WidgetContext } from './widget.ts'

/** What every pane is given: its provider's tile, and what it shares with the widget. */
export interface PaneProps {
  kit: Kit
  widget: WidgetContext
  client: QueryClient
  provider: ProviderSummary
  connection: Connection | undefined
  /** The attempt that runs, or has just ended. */
  flow: FlowState | undefined
  /** The tile's state, and what the tile shows in it: the same words, the same buttons. */
  model: VisibleModel
  view: TileView
  /** What stands in the gaps of the words. */
  values: Values
  onPress: Press
  /** The reference with Copy, where support may need it. */
  reference: ReactNode
  /** Id of the text that says why the window cannot be opened now. */
  whyDisabled: string | undefined
}
