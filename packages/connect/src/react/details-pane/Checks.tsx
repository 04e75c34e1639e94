import type { Health, HealthSummary } from '@hitch/protocol'
import type { ReactElement } from 'react'
import type { MessageKey, Values } from '../../messages/text.ts'
import type { Kit } from '../kit.ts'
import { momentOf } from './when.ts'

const SHOWN = 3

const WORDS: Record<HealthSummary, MessageKey> = {
  access_works: 'checkWorks',
  access_ended: 'checkEnded',
  provider_busy: 'checkBusy',
  provider_failing: 'checkFailing',
  other: 'checkOther',
}

/** The last checks of a connection, newest first, in plain words. One that is newer than this copy claims nothing. */
export const Checks = ({
  kit: { Said, texts, classes },
  events,
  now,
  values,
}: {
  kit: Kit
  events: readonly Health[]
  now: number
  values: Values
}): ReactElement => {
  if (events.length === 0) return <p className={classes('note')}>{texts.plain('noChecks')}</p>
  return (
    <dl className={classes('pairs')}>
      {events.slice(0, SHOWN).map(({ at, summary }, index) => (
        <div key={`${at} ${index}`}>
          <dt>{momentOf(at, now, texts)}</dt>
          <dd>
            <Said words={{ ...values, key: WORDS[summary] ?? 'checkOther' }} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
