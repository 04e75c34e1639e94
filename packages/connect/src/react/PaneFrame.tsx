import type { ReactElement, ReactNode } from 'react'
import { createPortal } from 'react-dom'
import type { MessageKey } from '../messages/text.ts'
import { Button } from './Button.tsx'
import { useClasses } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { useTexts } from './Said.tsx'
import { useHands } from './use-hands.ts'

/** Where the focus goes when its button is replaced. */
const PLACES = ['.hitch-stack button', 'h2']

/**
 * A pane in the place of the list, with the way back to it; bones until its content has come. Renders `div`.
 *
 * @param onBack absent where there is no list to go back to.
 */
export const PaneFrame = ({
  slot,
  back,
  onBack,
  children,
}: {
  slot: HTMLElement
  /** Says where the way back leads. */
  back: MessageKey
  onBack: (() => void) | undefined
  children: ReactNode
}): ReactElement => {
  const texts = useTexts()
  const classes = useClasses()
  const box = useHands<HTMLDivElement>(PLACES, { onEscape: onBack })
  return createPortal(
    <div ref={box} className={classes('pane')}>
      {onBack && (
        <Button kind="quiet" className="hitch-back" onClick={onBack}>
          <Icon name="chevron" />
          {texts.plain(back)}
        </Button>
      )}
      {children || (
        <h2 className={classes('title')} tabIndex={-1} aria-busy="true">
          <i className={classes('bone')} />
          <span className="hitch-hidden">{texts.plain('loading')}</span>
        </h2>
      )}
    </div>,
    slot,
  )
}
