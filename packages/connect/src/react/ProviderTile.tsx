import type { Connection, ProviderSummary } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { FlowState } from '../core/types.ts'
import type { MessageKey, Values } from '../messages/text.ts'
import { useClasses } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { kit } from './kit.ts'
import type { PaneProps } from './pane-props.ts'
import { PaneFrame } from './PaneFrame.tsx'
import { useTexts } from './Said.tsx'
import { Tile } from './Tile.tsx'
import { SLOW_AFTER, tileModel, type TileContext } from './tile-model.ts'
import { tileView, type VisibleModel } from './tile-view.ts'
import { useHeld } from './use-held.ts'
import { useSinglePress } from './use-single-press.ts'
import { useTileActions } from './use-tile-actions.ts'
import { useTime } from './use-time.ts'
import type { WidgetContext } from './widget.ts'

/** A connection younger than this is still getting its first data. Milliseconds. */
const FIRST_DATA = 60 * 60_000

/** One provider's tile with everything that it does, and its pane while one is open. */
export const ProviderTile = ({
  hidden,
  provider,
  connection,
  flow,
  legacy,
  tags,
  widget,
  client,
  offlineId,
}: {
  /** Looked for is another. What it does goes on. */
  hidden: boolean
  provider: ProviderSummary
  connection: Connection | undefined
  flow: FlowState | undefined
  legacy: TileContext['legacy']
  tags: readonly MessageKey[]
  widget: WidgetContext
  client: QueryClient
  offlineId: string
}): ReactElement => {
  const { core, baseUrl, session, now, framed, online, mode, parts, pane, show } = widget
  const texts = useTexts()
  const classes = useClasses()
  const { grower, act } = useTileActions(provider, flow, widget)

  const slowSince = flow?.status === 'finishing' ? flow.since : grower.disconnectingSince
  const time = useTime(now, slowSince === undefined ? undefined : slowSince + SLOW_AFTER)

  const fresh =
    connection?.status === 'connected' && time - Date.parse(connection.createdTime ?? '') < FIRST_DATA && !flow
  const [fields, setFields] = useState<number>()
  const counting = fresh && session.can.includes('details')

  const model = tileModel(provider, connection, flow, {
    online,
    can: session.can,
    now: time,
    counted: counting ? fields : undefined,
    legacy,
    grower,
  })
  const shown = useHeld(model, now) as VisibleModel
  const view = tileView(shown, {
    framed,
    mode,
    mayConnect: session.can.includes('connect'),
    mayDisconnect: session.can.includes('disconnect'),
    troubleOf: parts.later?.troubleOf,
  })
  const values: Values = {
    p: provider.shortLabel,
    name: provider.label,
    b: session.brand.name,
    // A line breaks between brands, not within one.
    text: provider.brands.join(', ').replaceAll(/(?<!,) /g, '\u00a0'),
    n: view.n,
  }

  const reference = view.reference && parts.later && (
    <parts.later.Reference
      code={view.reference}
      icon={<Icon name="copy" />}
      texts={texts}
      classes={classes}
      announce={widget.announce}
    />
  )
  const shared = {
    values,
    view,
    reference,
    whyDisabled: online ? undefined : offlineId,
    onPress: useSinglePress((action) => act(action, shown)),
  }
  const paneProps: PaneProps = {
    ...shared,
    kit: { ...kit, texts, classes },
    widget,
    client,
    provider,
    connection,
    flow,
    model: shown,
  }

  const back = (): void => show(pane?.name === 'disconnect' ? { ...pane, name: 'details' } : undefined)

  return (
    <>
      {counting && parts.later && (
        <parts.later.FirstData
          kit={kit}
          core={core}
          baseUrl={baseUrl}
          provider={provider.id}
          client={client}
          onCount={setFields}
        />
      )}
      {parts.later && (
        <parts.later.TileNews
          moment={{ model, flow, mode }}
          view={view}
          values={values}
          texts={texts}
          announce={widget.announce}
        />
      )}
      <Tile
        {...shared}
        id={provider.id}
        hidden={hidden}
        state={shown.state}
        tags={tags}
        logo={widget.logos[provider.id]}
        onNear={() => {
          if (mayPrepare(shown)) core.prepare(provider.id, mode)
        }}
      />
      {pane?.provider === provider.id && widget.paneSlot && (
        <PaneFrame
          key={pane.name}
          slot={widget.paneSlot}
          back={pane.name === 'disconnect' ? 'toDetails' : 'back'}
          onBack={widget.single && pane.name === 'connect' ? undefined : back}
        >
          {pane.name === 'details'
            ? parts.closer && <parts.closer.DetailsPane {...paneProps} />
            : parts.connect &&
              (pane.name === 'connect' ? (
                <parts.connect.ConnectPane {...paneProps} />
              ) : (
                <parts.connect.DisconnectPane {...paneProps} />
              ))}
        </PaneFrame>
      )}
    </>
  )
}

/** States in which the next press opens the provider. */
const mayPrepare = (model: VisibleModel): boolean =>
  ((model.state === 'available' || model.state === 'degraded') && model.connectable === 'yes') ||
  model.state === 'needs_attention' ||
  model.state === 'trouble'
