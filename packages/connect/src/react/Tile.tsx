import type { ProviderSummary } from '@hitch/protocol'
import { useId, useRef, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import type { MessageKey, Words } from '../messages/text.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import { Said, useTexts } from './Said.tsx'
import type { TileAction } from './tile-actions.ts'
import type { TileState } from './tile-model.ts'
import type { Slot, TileView } from './tile-view.ts'
import { useTileElement } from './use-tile-element.ts'

export interface TileProps {
  provider: ProviderSummary
  state: TileState
  view: TileView
  tags: readonly MessageKey[]
  logo?: string | undefined
  /** The tray's "Connected since" and the like. */
  facts?: ReactNode
  /** The tray's reference with Copy. */
  reference?: ReactNode
  /** Id of the text that says why Connect does not work now. */
  whyDisabled?: string | undefined
  onAction: (action: TileAction) => void
  /** The grower comes near: hover, focus, pointer down. */
  onNear: () => void
}

/** Presses on different buttons closer than this are one double click or double tap. */
const DOUBLE_PRESS = 500

/**
 * One provider: a row that never moves, and a tray beneath it when there is more to say. Renders `li`.
 *
 * `data-provider`, `data-state` and `data-tone` are API for hosts' styles.
 */
export const Tile = (props: TileProps): ReactElement => {
  const { provider, state, view, tags, logo, facts, reference, onAction, onNear } = props
  const texts = useTexts()
  const id = useId()
  const item = useTileElement(onNear)
  const pressed = useRef<{ action: TileAction; at: number }>(undefined)
  const names = { p: provider.shortLabel, name: provider.label }

  const press = (action: TileAction, event: MouseEvent): void => {
    const { pointerType } = event.nativeEvent as PointerEvent
    const double = event.detail > 1 || pointerType === 'touch'
    const before = pressed.current
    pressed.current = { action, at: event.timeStamp }
    // The button under the pointer has just changed its meaning: Connect to Cancel, Disconnect to its confirmation.
    if (double && before && before.action !== action && event.timeStamp - before.at < DOUBLE_PRESS) return
    onAction(action)
  }

  const text = view.text ?? []
  const tray = text.length > 0 || view.facts || !!view.buttons?.length || !!view.reference
  return (
    <li
      ref={item}
      className="hitch-tile"
      data-provider={provider.id}
      data-state={state}
      data-tone={view.tinted ? view.tone : undefined}
    >
      <div className="hitch-row">
        <Mark provider={provider} logo={logo} asleep={view.asleep} />
        <h3 className="hitch-name" tabIndex={-1}>
          <bdi>{provider.label}</bdi>
          {tags.map((tag) => (
            <span key={tag} className="hitch-tag" data-tag={tag}>
              {texts.plain({ key: tag })}
              {tag === 'test' && <span className="hitch-hidden"> {texts.plain({ key: 'testSuffix' })}</span>}
            </span>
          ))}
        </h3>
        <p className="hitch-status" data-tone={view.tone}>
          {view.icon && <Icon name={view.icon} />}
          <span>
            <Said words={view.status} />
          </span>
        </p>
        <div className="hitch-slot">
          {view.slot && (
            <SlotButton
              key={view.slot}
              slot={view.slot}
              names={names}
              status={texts.plain(view.status)}
              expanded={!!view.facts}
              tray={tray ? id : undefined}
              why={view.disabled ? props.whyDisabled : undefined}
              disabled={!!view.disabled}
              onPress={press}
            />
          )}
        </div>
      </div>
      {tray && (
        <div className="hitch-tray" id={id}>
          {text.length > 1 ? (
            <ol>
              {text.map((words) => (
                <li key={words.key}>
                  <Said words={words} />
                </li>
              ))}
            </ol>
          ) : (
            text[0] && (
              <p id={`${id}t`}>
                <Said words={text[0]} />
              </p>
            )
          )}
          {facts}
          {!!view.buttons?.length && (
            <fieldset className="hitch-actions" aria-labelledby={text.length === 1 ? `${id}t` : undefined}>
              {view.buttons.map(({ action, kind, label }) => (
                <Button key={action} kind={kind} data-action={action} onClick={(event) => press(action, event)}>
                  {texts.plain({ key: label, ...names })}
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

const SLOTS: Record<Slot, { label: MessageKey; name: MessageKey; kind: 'outline' | 'quiet' }> = {
  connect: { label: 'connect', name: 'connectName', kind: 'outline' },
  cancel: { label: 'cancel', name: 'cancelName', kind: 'quiet' },
  close: { label: 'close', name: 'closeName', kind: 'quiet' },
  details: { label: 'details', name: 'detailsName', kind: 'quiet' },
}

/** The row's one action. Connect and the chevron stretch over the whole row. */
const SlotButton = (props: {
  slot: Slot
  names: Omit<Words, 'key'>
  status: string
  expanded: boolean
  tray: string | undefined
  disabled: boolean
  why: string | undefined
  onPress: (action: TileAction, event: MouseEvent) => void
}): ReactElement => {
  const { slot, names, status, expanded, tray, disabled, why, onPress } = props
  const texts = useTexts()
  const { label, name, kind } = SLOTS[slot]
  const details = slot === 'details'
  return (
    <Button
      kind={kind}
      size="small"
      className={details ? 'hitch-stretch hitch-chevron' : slot === 'connect' ? 'hitch-stretch' : ''}
      aria-label={texts.plain({ key: name, ...names, status: uncapitalized(status, texts.locale) })}
      aria-disabled={disabled || undefined}
      aria-describedby={why}
      aria-expanded={details ? expanded : undefined}
      aria-controls={details && expanded ? tray : undefined}
      onClick={(event) => onPress(slot, event)}
    >
      {details ? <Icon name="chevron" /> : texts.plain({ key: label })}
    </Button>
  )
}

const uncapitalized = (text: string, locale: string): string => text.charAt(0).toLocaleLowerCase(locale) + text.slice(1)
