import { errorFacts, type ErrorCode } from '@hitch/protocol'
import { html } from 'hono/html'
import type { Assets } from './assets.ts'
import { fillPlain, none, type Html } from './fill.ts'
import { layout } from './layout.ts'
import { busyView, closeButton, linkButton, problemView, renderView, type ViewContext } from './view.ts'

export interface ProblemPage {
  readonly code: ErrorCode
  /** In the same tab there is no window to close, but a page to go back to. */
  readonly back: string | null
  readonly requestId: string
  /** By itself, after a while. */
  readonly comesBack?: boolean
}

/** A refusal, told to a window. The reference is there where support may need it: not for what the grower chose. */
export const problemPage = (
  context: ViewContext,
  assets: Assets,
  { code, back, requestId, comesBack = false }: ProblemPage,
): Html => {
  const { messages, values } = context
  const needsReference = errorFacts(code).fault !== 'grower'
  const below = html` ${back === null ? closeButton(messages) : linkButton(fillPlain(messages.goBack, values), back)}
  ${needsReference ? html`<p class="note">${messages.reference} <code>${requestId}</code></p>` : none}`
  const view = comesBack ? busyView(context) : problemView(context, code, below)
  return layout(context, assets, {
    title: fillPlain(view.words.title, values),
    main: renderView(context, view),
    scripts: ['close.js'],
  })
}
