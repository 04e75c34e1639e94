import { errorFacts, type ProviderId } from '@hitch/protocol'
import { html } from 'hono/html'
import { coupling, type CouplingState } from './coupling.ts'
import { fill, fillPlain, none, type Html } from './fill.ts'
import { clock, octagon, struckCloud, windowArrow } from './icons.ts'
import { wordsOf, type Messages } from './messages/messages.ts'
import type { Words } from './messages/en.ts'

/** What the placeholders of the texts stand for, and in whose language the text is. */
export interface ViewContext {
  readonly messages: Messages
  readonly values: Readonly<Record<'brand' | 'provider' | 'environment', string>>
  /** `null`: the page belongs to no provider, as when a ticket is refused. */
  readonly provider: ProviderId | null
}

export interface View {
  readonly words: Words
  /** Two marks and the drawbar, one glyph with the tone of whose turn it is, or who asks. */
  readonly top:
    | { readonly coupling: CouplingState }
    | { readonly glyph: Html; readonly tone: Tone }
    | { readonly brandMark: Html }
  /** Whose farm it is; stands below the title. */
  readonly subject?: Html
  /** Below the text: a button, a line with a spinner. */
  readonly below?: Html
}

/** Caution: the grower can mend it. Critical: he cannot. Muted: nothing is wrong. UX.md section 3. */
type Tone = 'caution' | 'critical' | 'muted'

export const renderView = (
  { values, provider }: ViewContext,
  { words, top, subject = none, below = none }: View,
): Html =>
  html` ${'coupling' in top && provider !== null ? coupling(provider, values.brand, top.coupling) : none}
    ${'glyph' in top ? html`<span class="glyph" data-tone="${top.tone}">${top.glyph}</span>` : none}
    ${'brandMark' in top ? top.brandMark : none}
    <div class="intro">
      <h1 class="title" tabindex="-1">${fillPlain(words.title, values)}</h1>
      ${subject}
      <p class="lead">${fill(words.text, values)}</p>
    </div>
    ${below}`

/** A refusal or an ended attempt, by its code. */
export const problemView = (context: ViewContext, code: string, below: Html): View => ({
  words: wordsOf(context.messages, code),
  top: GLYPHS[code] ?? { glyph: octagon, tone: toneOf(code) },
  below,
})

/** A limit is reached, and the page goes on by itself: nothing is to be done, and nothing to be closed. */
export const busyView = ({ messages }: ViewContext): View => ({
  words: messages.busy,
  top: { glyph: clock, tone: 'muted' },
})

const GLYPHS: Readonly<Record<string, View['top']>> = {
  attempt_superseded: { glyph: windowArrow, tone: 'muted' },
  attempt_not_yours: { glyph: windowArrow, tone: 'caution' },
  leaf_unavailable: { glyph: clock, tone: 'muted' },
  network_offline: { glyph: struckCloud, tone: 'caution' },
}

const toneOf = (code: string): Tone => (errorFacts(code).fault === 'grower' ? 'caution' : 'critical')

/** A window that a script opened may close itself; where the browser refuses, a line says so. */
export const closeButton = (messages: Messages): Html =>
  html` <div class="actions">
    <button type="button" class="button" data-do="close">${messages.closeWindow}</button>
    <p class="note" data-still-open hidden>${messages.stillOpen}</p>
  </div>`

/** "For North Ridge Farm"; without a name an empty place that the script fills. */
export const subjectLine = (messages: Messages, subject: string | null): Html =>
  html` <p class="subject" data-subject ${subject === null ? 'hidden' : ''}>
    ${fill(messages.forSubject, { subject: subject ?? '' })}
  </p>`

export const linkButton = (words: Html | string, href: string): Html =>
  html` <div class="actions"><a class="button" href="${href}" rel="noreferrer" data-next>${words}</a></div>`
