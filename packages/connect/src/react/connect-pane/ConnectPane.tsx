import { useEffect, useState, type ReactElement } from 'react'
import type { FlowState } from '../../core/types.ts'
import type { MessageKey, Words } from '../../messages/text.ts'
import type { PaneProps } from '../pane-props.ts'
import { Consent } from './Consent.tsx'
import { Coupling } from './Coupling.tsx'
import { Lines } from './Lines.tsx'
import { couplingOf, isResting, isStanding, paneWords } from './pane-words.ts'
import { Progress } from './Progress.tsx'

/** States whose icon stands before the heading: something is wrong, or asks for the grower. */
const MARKED = ['blocked', 'offline', 'needs_attention', 'trouble']

/** One provider on its way, all in one place: consent, the window, the outcome. */
export const ConnectPane = (props: PaneProps): ReactElement => {
  const { kit, widget, provider, model, view, values, flow } = props
  const { Icon, Said, texts, classes } = kit
  const { core, mode, session, show } = widget
  const resting = isResting(model)
  const { title, text } = paneWords(model, view, provider)
  const words = (key: MessageKey): Words => ({ ...values, key })

  const ready = resting && !!view.slot && !view.disabled
  useEffect(() => {
    if (ready) core.prepare(provider.id, mode)
  }, [core, mode, provider.id, ready])

  // What stood already is no success of this attempt: the grower has given up a reconnect, say.
  const missed = !useJoined(flow) && isStanding(model)
  useEffect(() => {
    if (missed) show({ name: 'details', provider: provider.id })
  }, [missed, show, provider.id])

  return (
    <>
      <Coupling kit={kit} widget={widget} provider={provider} state={couplingOf(model)} />
      <div className={classes('intro')}>
        <h2 className={classes('title')} data-tone={view.tone} tabIndex={-1}>
          {MARKED.includes(model.state) && view.icon && <Icon name={view.icon} />}
          <span>{texts.plain(words(title))}</span>
          {provider.environment === 'STAGE' && resting && (
            <span className={classes('tag')} data-tag="test">
              <span aria-hidden="true">{texts.plain('test')}</span>
              <span className="hitch-hidden">{texts.plain('testName')}</span>
            </span>
          )}
        </h2>
        {text.length === 1 &&
          text.map((key) => (
            <p key={key} className={classes('lead')}>
              <Said words={words(key)} />
            </p>
          ))}
        {resting && session.subject && (
          <p className={classes('lead')}>
            <Said words={{ key: 'forFarm', name: session.subject }} />
          </p>
        )}
        {model.state === 'degraded' && (
          <p className={classes('status')} data-tone="caution">
            <Icon name="triangle" />
            <span>{texts.plain('slowToday')}</span>
          </p>
        )}
      </div>
      {text.length > 1 && <Lines kit={kit} lines={text.map((key) => [key])} values={values} />}
      {resting ? <Consent {...props} /> : <Progress {...props} />}
    </>
  )
}

/** Whether the attempt that this pane has seen last ended connected. */
const useJoined = (flow: FlowState | undefined): boolean => {
  const [joined, setJoined] = useState(false)
  const now = flow ? flow.status === 'settled' && flow.outcome.status === 'connected' : joined
  if (now !== joined) setJoined(now)
  return now
}
