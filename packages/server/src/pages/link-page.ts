import type { LinkStatus } from '@hitch/protocol'
import { html } from 'hono/html'
import type { Assets } from './assets.ts'
import { brandMark } from './coupling.ts'
import { fillPlain, none, type Html } from './fill.ts'
import { clock, plug } from './icons.ts'
import { languageLinks } from './language-links.ts'
import { layout } from './layout.ts'
import { renderView, subjectLine, type View, type ViewContext } from './view.ts'

export interface LinkPage {
  readonly subject: string
  readonly logoUrl: string | undefined
}

/**
 * What a connect link opens: who asks, for which farm, and what will happen. Nothing happens before the grower's own
 * press. It tells of no account and no connection: whoever has the link may read it.
 */
export const linkPage = (context: ViewContext, assets: Assets, { subject, logoUrl }: LinkPage): Html => {
  const { messages, values } = context
  const { links } = messages
  const view: View = {
    words: links.asks,
    top: { brandMark: brandMark(values.brand, logoUrl) },
    subject: subjectLine(messages, subject),
    below: html`<ul class="list">
        <li>${links.pick}</li>
        <li>${links.signIn}</li>
        <li>${links.stop}</li>
      </ul>
      <form class="actions" method="post">
        <button class="button">${links.goOn}</button>
        <p class="note">${links.notYou}</p>
      </form>`,
  }
  return layout(context, assets, {
    title: fillPlain(links.asks.title, values),
    main: renderView(context, view),
    afterMain: languageLinks(messages),
  })
}

export interface DeadLinkPage {
  readonly status: Exclude<LinkStatus, 'active'> | 'unknown'
  readonly subject: string | null
  /** Until when it worked. */
  readonly until: Date | null
}

/** A link that leads nowhere any more, or never did. */
export const deadLinkPage = (context: ViewContext, assets: Assets, { status, subject, until }: DeadLinkPage): Html => {
  const { messages, values } = context
  const { title, text } = messages.links[status]
  // Whose clock the grower's is, this page cannot know.
  const format = new Intl.DateTimeFormat(messages.lang, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  const date = until === null ? '' : `${format.format(until)} UTC`
  const view: View = {
    words: { title, text: text.replace('{date}', date) },
    top: { glyph: status === 'expired' ? clock : plug, tone: 'muted' },
    subject: subject === null ? none : subjectLine(messages, subject),
  }
  return layout(context, assets, {
    title: fillPlain(title, values),
    main: renderView(context, view),
    afterMain: languageLinks(messages),
  })
}
