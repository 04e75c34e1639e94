import type { ConnectState, ProviderId } from '@hitch/protocol'
import type { ComponentProps, ReactElement, RefObject } from 'react'
import type { ExitReason, OpenChangeReason } from '../core/reasons.ts'
import type { Connect as Core, CoreState } from '../core/types.ts'
import type { Texts } from '../messages/text.ts'
import type { Classes } from './class-names.ts'
import type { HostEvents } from './host-events.ts'
import type { WidgetContext } from './widget.ts'

/** What the widget is given where it stands in a dialog; the dialog itself is a part of its own. See use-parts.ts. */
export interface InDialog {
  /** Makes a dialog of the widget's frame. */
  Frame: (props: DialogFrameProps) => ReactElement
  /** The grower wants to go. */
  leave: (reason: OpenChangeReason) => void
  /** It is open. */
  opened: () => void
  /** Why it is not any more. */
  why: () => ExitReason
  /** The provider whose pane stands first: the consent, unless the host has its own, or what is known of its connection. */
  first: ProviderId | undefined
  consent: boolean
}

export interface DialogFrameProps {
  dialog: InDialog
  /** The frame with all that stands in it, which becomes the dialog. */
  section: ReactElement<ComponentProps<'section'>>
  frame: RefObject<HTMLElement | null>
  titleId: string
  texts: Texts
  classes: Classes
  core: Core
  state: CoreState
  data: ConnectState | undefined
  events: HostEvents
  panes: Pick<WidgetContext, 'pane' | 'show'>
}
