import type { ConnectState } from '@hitch/protocol'
import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useId, useMemo, type ReactElement } from 'react'
import type { Connect as Core } from '../core/types.ts'
import { en } from '../messages/en.ts'
import { createTexts, type Texts } from '../messages/text.ts'
import { ClassesProvider, classesWith } from './class-names.ts'
import type { ConnectRootProps } from './ConnectRoot.tsx'
import { Footer, Header, OfflineBanner, Skeleton } from './Frame.tsx'
import { Icon } from './Icon.tsx'
import { connectKey, connectQuery } from './queries.ts'
import { Regions } from './Regions.tsx'
import { Said, TextsProvider } from './Said.tsx'
import { TileList } from './TileList.tsx'
import { useAnnouncer } from './use-announcer.ts'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'
import { useAppearance } from './use-appearance.ts'
import { useCoreState } from './use-core.ts'
import { useLanguage } from './use-language.ts'
import { useFocusOnTitle } from './use-focus-on-title.ts'
import { hostEvents, type Problems } from './host-events.ts'
import type { InDialog } from './in-dialog.ts'
import { modeOf } from './mode-of.ts'
import { usePanes } from './use-panes.ts'
import type { Parts } from './use-parts.ts'
import { useSettled } from './use-settled.ts'
import { useWidgetNews } from './use-widget-news.ts'
import { chosenProviders, widgetModel, withoutConnection } from './widget.ts'
import { useServerData } from './use-server-data.ts'

/** Shown while nothing is known and the host did not say which providers come. */
const USUAL_ROWS = 4
const NO_LOGOS = {}
const LOADING = { state: 'loading' } as const

export interface WidgetProps extends ConnectRootProps {
  core: Core
  client: QueryClient
  problems: Problems
  parts: Parts
  /** Takes the widget's words to the window that opens. */
  onWords: (texts: Texts) => void
  /** Where it stands in a dialog. */
  dialog?: InDialog
}

/** The frame and what stands in it: skeleton, list of accounts, a pane, or one message for all. Renders `section`, where asked in a dialog. */
export const Widget = (props: WidgetProps): ReactElement => {
  const {
    client,
    core,
    onWords,
    baseUrl,
    providers,
    theme = 'inherit',
    consent = true,
    messages,
    now,
    parts,
    dialog,
  } = props
  const titleId = useId()
  const offlineId = useId()
  const state = useCoreState(core)
  const { data: answer, error, isFetching, dataUpdatedAt } = useServerData(connectQuery(core, baseUrl), client)
  const data = useMemo(() => answer && chosenProviders(answer, providers), [answer, providers])
  const brand = data?.session.brand.name

  const locale = props.locale ?? data?.session.locale ?? 'en'
  const language = useLanguage(locale, props.words)
  const model = language ? widgetModel(data, isFetching ? null : error, state) : LOADING
  const { later } = parts
  const texts = useMemo(
    () =>
      createTexts(
        {
          ...(language && Object.assign({}, en, ...Object.values(parts).map((part) => part?.english))),
          ...language,
          ...messages,
        },
        locale,
      ),
    [parts, language, messages, locale],
  )
  useBrowserLayoutEffect(() => onWords(texts))
  const classes = classesWith(props.classNames)
  const { spoken, announce } = useAnnouncer()
  const frame = useAppearance(props.appearance)
  const keepFocus = useFocusOnTitle(frame, titleId, model.state)
  const { setPaneSlot, returned, ...panes } = usePanes(
    frame,
    model.state === 'list' ? model.data : undefined,
    // Where the tiles stand in the page's own markup, no pane jumps in their place.
    !props.known && consent,
    parts,
  )

  const refresh = useCallback(() => client.invalidateQueries({ queryKey: connectKey(baseUrl) }), [client, baseUrl])
  const events = hostEvents(props, data?.session.sessionId)
  useEffect(() => {
    if (answer) core.resume(answer.attempts)
  }, [core, answer])
  useSettled(core, state.flows, dataUpdatedAt, refresh)
  const framed = model.state === 'list' && props.isFramed()
  const mode = modeOf(props.flow, later, framed)
  const touchable = model.state === 'list' && state.online ? model.data : undefined
  useEffect(() => {
    if (touchable) later?.prepareTouch(core, touchable, mode)
  }, [core, later, touchable, mode])
  useWidgetNews(model, state.online, later, texts, brand ?? texts.plain('someone'), announce, {
    onReady: events.ready,
    onBackOnline: () => void refresh(),
  })

  const restart = (): void => {
    keepFocus()
    core.restartSession()
    void refresh()
  }

  const reference = 'reference' in model && model.reference
  const whole = model.state === 'loading' || model.state === 'list' ? undefined : later?.wholeView(model)
  const section = (
    <section
      ref={frame}
      className={[props.unstyled ? '' : 'hitch', classes('root'), props.className].join(' ').trim()}
      data-theme={theme === 'inherit' ? undefined : theme}
      data-display="inline"
      lang={messages || language?.title ? texts.locale : 'en'}
      dir={messages ? undefined : 'ltr'}
      aria-labelledby={titleId}
      aria-busy={model.state === 'loading' || undefined}
    >
      {!whole || !later ? (
        <div hidden={!!panes.pane} data-back={returned || undefined}>
          <Header titleId={titleId} brand={brand} />
          {!state.online && <OfflineBanner id={offlineId} />}
          {model.state === 'list' ? (
            <TileList
              data={model.data}
              flows={state.flows}
              client={client}
              offlineId={offlineId}
              widget={{
                core,
                baseUrl,
                session: model.data.session,
                online: state.online,
                framed,
                mode,
                logos: props.logos ?? NO_LOGOS,
                now,
                announce,
                refresh,
                disconnected: (id, how) =>
                  client.setQueryData<ConnectState>(
                    connectKey(baseUrl),
                    (data) => data && withoutConnection(data, id, how),
                  ),
                events,
                parts,
                consent,
                single: model.data.providers.length === 1,
                ...panes,
              }}
            />
          ) : (
            <Skeleton rows={providers?.length ?? USUAL_ROWS} />
          )}
          <Footer />
        </div>
      ) : (
        <later.WholeMessage
          view={whole}
          titleId={titleId}
          texts={texts}
          classes={classes}
          icon={<Icon name={whole.icon} />}
          lead={<Said words={{ key: whole.text, b: brand ?? texts.plain('someone') }} />}
          reference={
            reference && (
              <later.Reference
                code={reference}
                icon={<Icon name="copy" />}
                texts={texts}
                classes={classes}
                announce={announce}
              />
            )
          }
          onRestart={restart}
        />
      )}
      <div ref={setPaneSlot} />
      <Regions spoken={spoken} />
    </section>
  )
  return (
    <TextsProvider value={texts}>
      <ClassesProvider value={classes}>
        {dialog ? (
          <dialog.Frame {...{ core, data, dialog, events, frame, panes, section, state, texts, titleId, classes }} />
        ) : (
          section
        )}
      </ClassesProvider>
    </TextsProvider>
  )
}
