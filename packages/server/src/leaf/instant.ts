/** Date and time with any number of fraction digits; Leaf writes six. Without a zone it is UTC, as all that Leaf tells. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Leaf's time as the wire's instant (ISO 8601, UTC, milliseconds); `null` when it is no time.
 *
 * @example toInstant('2026-03-19T10:00:00.123456Z') // '2026-03-19T10:00:00.123Z'
 */
export const toInstant = (text: unknown): string | null => {
  const match = typeof text === 'string' ? ISO_TIME.exec(text.trim()) : null
  if (match === null) return null
  const time = new Date(`${match[1]}${match[2] ?? 'Z'}`)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

/**
 * `createdTime` as Leaf gives it, told to browsers as it came; `null` when it is anything but a short plain text.
 * It tells one credential from another (DESIGN section 4, rule 6), so it is not normalised.
 */
export const toCreatedTime = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9A-Za-z:.+-]{1,40}$/.test(value) ? value : null
