import type { ReactElement, ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useTexts } from './Said.tsx'

/**
 * A pane in the place of the list, with the way back to it; bones until its content has come. Renders `div`.
 *
 * @param onBack absent where there is no list to go back to.
 */
export const PaneFrame = ({
  slot,
  onBack,
  children,
}: {
  slot: HTMLElement
  onBack: (() => void) | undefined
  children: ReactNode
}): ReactElement => {
  const texts = useTexts()
  return createPortal(
    <div
      className="hitch-pane"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !onBack) return
        event.stopPropagation()
        onBack()
      }}
    >
      {onBack && (
        <Button kind="quiet" className="hitch-back" onClick={onBack}>
          <Icon name="chevron" />
          {texts.plain('back')}
        </Button>
      )}
      {children || (
        <h2 className="hitch-title" tabIndex={-1} aria-busy="true">
          <i className="hitch-bone" />
          <span className="hitch-hidden">{texts.plain('loading')}</span>
        </h2>
      )}
    </div>,
    slot,
  )
}
