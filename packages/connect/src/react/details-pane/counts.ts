import type { Count, Progress } from '@hitch/protocol'
import type { MessageKey } from '../../messages/text.ts'

/** A number and what it counts. `more`: there are more than were counted. */
export interface Counted {
  key: MessageKey
  n?: number
  more?: boolean
}

const KEYS = ['growers', 'farms', 'fields', 'files', 'operations'] as const satisfies (keyof Progress & MessageKey)[]

/** What is counted before it is known. */
export const USUAL: readonly Counted[] = KEYS.slice(1).map((key) => ({ key }))

/** What has arrived, as far as it is known. Growers are worth a number only where there are several. */
export const countsOf = (progress: Progress): Counted[] =>
  KEYS.flatMap((key) => {
    const value: number | Count | undefined = progress[key]
    if (value === undefined || (key === 'growers' && Number(value) < 2)) return []
    return [typeof value === 'number' ? { key, n: value } : { key, n: value.count, more: value.more }]
  })
