import { useId, useState, type KeyboardEvent, type ReactElement, type RefObject, type SyntheticEvent } from 'react'
import type { OpenChangeReason } from '../../core/reasons.ts'
import type { DialogFrameProps } from '../in-dialog.ts'
import { namesOf, openAttempts } from './open-attempts.ts'
import { StopQuestion } from './StopQuestion.tsx'
import { useFirstPane } from './use-first-pane.ts'
import { useModal } from './use-modal.ts'
import { useOpenAndExit } from './use-open-and-exit.ts'

/**
 * The widget's frame as a modal dialog, with its close button, and the question that stands in the place of all else when
 * the grower wants to go while a sign-in is open. Renders `dialog` for the frame's `section`.
 */
export const DialogFrame = (props: DialogFrameProps): ReactElement => {
  const { dialog, section, frame, titleId, texts, classes, core, state, data } = props
  const questionId = useId()
  const [asked, setAsked] = useState<OpenChangeReason>()
  const open = openAttempts(state.flows)
  const asking = asked !== undefined && open.length > 0
  // What ends while we ask needs no answer.
  if (asked && !asking) setAsked(undefined)
  useModal(frame, asking)
  useFirstPane(props)
  useOpenAndExit(props)

  const leave = (reason: OpenChangeReason): void => {
    if (open.length > 0) setAsked(reason)
    else dialog.leave(reason)
  }
  const keep = (): void => setAsked(undefined)
  const stop = (): void => {
    for (const provider of open) void core.cancel(provider)
    keep()
    if (asked) dialog.leave(asked)
  }
  const onEscape = (): void => {
    const back = frame.current?.querySelector<HTMLElement>('.hitch-back')
    if (asking) keep()
    else if (back) back.click()
    else leave('escape')
  }

  return (
    <dialog
      {...section.props}
      data-display="dialog"
      ref={frame as RefObject<HTMLDialogElement | null>}
      aria-labelledby={asking ? questionId : titleId}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // The browser's own way to close lets itself be stopped only once.
        event.preventDefault()
        onEscape()
      }}
      onCancel={(event: SyntheticEvent) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onEscape()
      }}
      onClose={({ currentTarget }: SyntheticEvent<HTMLDialogElement>) => {
        // Closed by the browser, past us: the widget in it is still there.
        if (currentTarget.open || !currentTarget.isConnected) return
        currentTarget.showModal()
        onEscape()
      }}
    >
      <div hidden={asking}>
        <button
          type="button"
          className={classes('button', 'close')}
          data-kind="quiet"
          aria-label={texts.plain('close')}
          onClick={() => leave('close')}
        >
          <svg className={classes('icon')} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="m3.75 3.75 8.5 8.5m0-8.5-8.5 8.5" />
          </svg>
        </button>
        {section.props.children}
      </div>
      {asking && (
        <StopQuestion
          texts={texts}
          classes={classes}
          id={questionId}
          names={namesOf(open, data, texts)}
          onKeep={keep}
          onStop={stop}
        />
      )}
    </dialog>
  )
}
