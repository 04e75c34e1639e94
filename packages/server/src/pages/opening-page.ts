import type { Assets } from './assets.ts'
import { fillPlain, none, type Html } from './fill.ts'
import { layout } from './layout.ts'
import { linkButton, renderView, subjectLine, type View, type ViewContext } from './view.ts'

/** Seen for the moment in which the provider's page is on its way; its link is for browsers that do not refresh. */
export const openingPage = (
  context: ViewContext,
  assets: Assets,
  { url, subject }: { url: string; subject: string | null },
): Html => {
  const { messages, values } = context
  const words = messages.opening
  const view: View = {
    words,
    top: { coupling: 'waiting' },
    subject: subject === null ? none : subjectLine(messages, subject),
    below: linkButton(fillPlain(words.action, values), url),
  }
  return layout(context, assets, {
    title: fillPlain(words.title, values),
    main: renderView(context, view),
    styleWithin: true,
  })
}
