import { useId, type ReactElement, type ReactNode } from 'react'
import type { MessageKey, Values, Words } from '../messages/text.ts'
import { Button } from './Button.tsx'
import { useClasses } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import { Said, useTexts } from './Said.tsx'
import type { TileState } from './tile-model.ts'
import type { Slot, TileView } from './tile-view.ts'
import { useHands } from './use-hands.ts'
import type { Press } from './use-single-press.ts'

export interface TileProps {
  id: string
  hidden: boolean
  /** What stands in the gaps of the words. */
  values: Values
  state: TileState
  view: TileView
  tags: readonly MessageKey[]
  logo?: string | undefined
  /** The tray's reference with Copy. */
  reference?: ReactNode
  /** Id of the text that says why Connect does not work now. */
  whyDisabled?: string | undefined
  onPress: Press
  /** The grower comes near: hover, focus, pointer down. */
  onNear: () => void
}

/** Where the focus goes when its button is replaced: the row's action, else the safe answer of a question, else the name. */
const PLACES = ['.hitch-slot button', '[data-action="keep"]', '.hitch-name']

/**
 * One provider: a row that never moves, and a tray beneath it when there is more to say. Renders `li`.
 *
 * `data-provider`, `data-state` and `data-tone` are API for hosts' styles.
 */
export const Tile = (props: TileProps): ReactElement => {
  const { values, state, view, tags, logo, reference, onPress, onNear } = props
  const texts = useTexts()
  const classes = useClasses()
  const trayId = useId()
  const item = useHands<HTMLLIElement>(PLACES, { onNear })
  const words = (key: MessageKey): Words => ({ ...values, key })
  const status = words(view.status)

  const text = view.text ?? []
  const [lead, ...actions] = view.buttons ?? ['quiet']
  const tray = text.length > 0 || actions.length > 0 || !!view.reference
  return (
    <li
      ref={item}
      hidden={props.hidden}
      className={classes('tile')}
      data-provider={props.id}
      data-state={state}
      data-tone={view.tinted ? view.tone : undefined}
    >
      <div className={classes('row')}>
        <Mark id={props.id} name={values.p ?? ''} logo={logo} asleep={view.asleep} />
        <h3 className={classes('name')} tabIndex={-1}>
          <bdi>{values.name}</bdi>
          {tags.map((tag) => (
            <span key={tag} className={classes('tag')} data-tag={tag}>
              <span aria-hidden={tag === 'test'}>{texts.plain(tag)}</span>
              {tag === 'test' && <span className="hitch-hidden">{texts.plain('testName')}</span>}
            </span>
          ))}
        </h3>
        <p
          className={classes('status')}
          data-tone={view.tone}
          data-tags={tags.map((tag) => texts.plain(tag)).join(' · ') || undefined}
        >
          {view.icon && <Icon name={view.icon} />}
          <span>
            <Said words={status} />
          </span>
        </p>
        <div className={classes('slot')}>
          {view.slot && (
            <SlotButton
              key={view.slot}
              slot={view.slot}
              values={values}
              status={texts.plain(status)}
              why={view.disabled ? props.whyDisabled : undefined}
              disabled={!!view.disabled}
              onPress={onPress}
            />
          )}
        </div>
      </div>
      {tray && (
        <div className={classes('tray')} id={trayId}>
          {text.length > 1 ? (
            <ol>
              {text.map((key) => (
                <li key={key}>
                  <span>
                    <Said words={words(key)} />
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            text[0] && (
              <p id={`${trayId}t`}>
                <Said words={words(text[0])} />
              </p>
            )
          )}
          {actions.length > 0 && (
            <fieldset className={classes('actions')} aria-labelledby={text.length === 1 ? `${trayId}t` : undefined}>
              {actions.map((action, index) => (
                <Button
                  key={action}
                  kind={index === 0 ? lead : 'quiet'}
                  data-action={action}
                  onClick={(event) => onPress(action, event)}
                >
                  {texts.plain(words(action))}
                </Button>
              ))}
            </fieldset>
          )}
          {reference}
        </div>
      )}
    </li>
  )
}

/** The row's one action. Connect and the chevron stretch over the whole row. */
const SlotButton = (props: {
  slot: Slot
  values: Values
  status: string
  disabled: boolean
  why: string | undefined
  onPress: Press
}): ReactElement => {
  const { slot, values, status, disabled, why, onPress } = props
  const texts = useTexts()
  const details = slot === 'details'
  return (
    <Button
      kind={slot === 'connect' ? 'outline' : 'quiet'}
      size="small"
      className={details ? 'hitch-stretch hitch-chevron' : slot === 'connect' ? 'hitch-stretch' : ''}
      aria-label={texts.plain({ ...values, key: `${slot}Name`, status: uncapitalized(status, texts.locale) })}
      aria-disabled={disabled || undefined}
      aria-describedby={why}
      onClick={(event) => onPress(slot, event)}
    >
      {details ? <Icon name="chevron" /> : texts.plain(slot)}
    </Button>
  )
}

const uncapitalized = (text: string, locale: string): string => text.charAt(0).toLocaleLowerCase(locale) + text.slice(1)
