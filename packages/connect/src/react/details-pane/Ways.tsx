import type { ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'
import type { TileAction } from '../tile-actions.ts'
import type { VisibleModel } from '../tile-view.ts'

/** The ways on from here: to sign in anew, and, at the far end, to end the connection. */
export const Ways = ({
  kit: { Button, texts, classes },
  widget,
  connection,
  model,
  view,
  whyDisabled,
  onPress,
}: PaneProps): ReactElement | null => {
  const { can } = widget.session
  const offered = (action: TileAction): boolean => !!view.buttons?.includes(action)
  const ways: TileAction[] = [
    ...(can.includes('connect') && stands(model) ? ['reconnect' as const] : []),
    ...(can.includes('disconnect') && !offered('removeLegacy') ? ['disconnect' as const] : []),
  ]
  if (!connection || isUnderWay(model) || ways.length === 0) return null
  return (
    <div className={classes('ways')}>
      {ways.map((action) => (
        <Button
          key={action}
          kind={action === 'reconnect' ? 'outline' : 'critical-quiet'}
          data-action={action}
          aria-disabled={!widget.online || undefined}
          aria-describedby={whyDisabled}
          onClick={(event) => onPress(action, event)}
        >
          {texts.plain(action)}
        </Button>
      ))}
      {!widget.online && (
        <p className={classes('note')}>
          <b>{texts.plain('offlineTitle')}</b> {texts.plain('offlineBanner')}
        </p>
      )}
    </div>
  )
}

/** There is an access that can be renewed; where it has ended, the tile's own button says so above. */
const stands = ({ state }: VisibleModel): boolean =>
  state === 'checking' || state === 'connected' || state === 'syncing' || state.startsWith('legacy_')

const isUnderWay = (model: VisibleModel): boolean =>
  ['opening', 'blocked', 'waiting', 'finishing', 'offline', 'confirm_disconnect', 'disconnecting'].includes(
    model.state,
  ) ||
  (model.state === 'choosing_organizations' && model.attempt)
