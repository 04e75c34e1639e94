import type { Texts } from '../../messages/text.ts'

const DAY = 24 * 60 * 60_000

/** "3 March 2026", in the words of the grower's language; undefined for what is no time. */
export const dayOf = (time: string | null | undefined, { locale }: Texts): string | undefined => {
  const at = Date.parse(time ?? '')
  return Number.isNaN(at) ? undefined : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}

/** "Today, 9:41", "Yesterday, 9:40", and earlier with its date. `now`: milliseconds since the epoch. */
export const momentOf = (time: string | null | undefined, now: number, texts: Texts): string | undefined => {
  const at = Date.parse(time ?? '')
  if (Number.isNaN(at)) return undefined
  const { locale } = texts
  const days = Math.round((midnight(at) - midnight(now)) / DAY)
  const day =
    days === 0 || days === -1
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
      : new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)
  return texts.plain({
    key: 'dayTime',
    day: day.charAt(0).toLocaleUpperCase(locale) + day.slice(1),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at),
  })
}

/** Of the grower's own day. Days of 23 and 25 hours round to whole ones. */
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
