import type { ReactElement } from 'react'
import type { Progress } from '@hitch/protocol'
import type { Kit } from '../kit.ts'
import { countsOf, USUAL } from './counts.ts'

/** Farms, fields, files and field work that have arrived; bones in the place of numbers that are on their way. */
export const Counts = ({ kit: { texts, classes }, progress }: { kit: Kit; progress?: Progress }): ReactElement => {
  const counts = progress ? countsOf(progress) : USUAL
  if (counts.length === 0) return <p className={classes('note')}>{texts.plain('nothingYet')}</p>
  return (
    <dl className={classes('counts')}>
      {counts.map(({ key, n, more }) => {
        const text = n?.toLocaleString(texts.locale)
        return (
          <div key={key}>
            <dt>{texts.plain(key)}</dt>
            <dd>{more ? texts.plain({ key: 'orMore', text }) : (text ?? <i className={classes('bone')} />)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
