import type { LinkStatus, ProviderId } from '@hitch/protocol'
import type { SentLink } from '../../shared/site.ts'

const PROVIDER_NAMES: Record<ProviderId, string> = {
  JohnDeere: 'John Deere',
  CNHIFieldOps: 'CNH FieldOps',
  CNHI: 'CNH AFS Connect',
  ClimateFieldView: 'Climate FieldView',
}

const STATUSES: Record<LinkStatus, string> = {
  active: 'Works',
  used: 'Used: all that it offers is connected',
  expired: 'Has run out',
  revoked: 'Turned off',
}

/** How a link stands, in short sentences: what it can do, whether somebody opened it, what came of it. */
export const linkState = (
  { status, expiresAt, openedAt, completions }: SentLink,
  { locale, timeZone }: { locale: string; timeZone?: string },
): string[] => {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  })
  const at = (instant: string) => format.format(new Date(instant))
  return [
    status === 'active' ? `${STATUSES.active} until ${at(expiresAt)}` : STATUSES[status],
    openedAt === null ? (status === 'active' ? 'Not opened yet' : 'Never opened') : `Opened ${at(openedAt)}`,
    ...completions.map(({ provider, completedAt }) => `${PROVIDER_NAMES[provider]} connected ${at(completedAt)}`),
  ]
}
