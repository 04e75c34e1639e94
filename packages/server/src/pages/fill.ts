import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/**
 * A text with its placeholders filled in, escaped. Names are set apart with `bdi`, so that one of another script does not
 * turn the sentence around, and the brand's is stressed.
 */
export const fill = (text: string, values: Readonly<Record<string, string>>): Html =>
  html`${text.split(/(\{\w+\})/).map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (name === undefined) return piece
    const value = values[name] ?? ''
    return name === 'brand' ? html`<b><bdi>${value}</bdi></b>` : html`<bdi>${value}</bdi>`
  })}`

/** The same without markup, for a title. */
export const fillPlain = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

export const none: Html = raw('')
