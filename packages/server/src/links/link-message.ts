import type { LinkMessage } from '@hitch/protocol'
import { fillPlain } from '../pages/fill.ts'
import { chooseMessages } from '../pages/messages/choose-messages.ts'

interface Told {
  readonly subject: string
  readonly locale: string | null
  readonly expires_at: Date
}

/** What a host sends along with a link, in the link's language. The date is a day, in UTC: a mail knows no time zone. */
export const linkMessage = (
  { subject, locale, expires_at: expiresAt }: Told,
  brand: string,
  url: string,
): LinkMessage => {
  const { lang, links } = chooseMessages(locale, undefined)
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const fill = (text: string): string => fillPlain(text, { brand, subject, url, date })
  return { mailSubject: fill(links.mailSubject), mailText: fill(links.mailText), smsText: fill(links.smsText) }
}
