import type { ReactElement } from 'react'
import type { MessageKey, Values } from '../../messages/text.ts'
import type { Kit } from '../kit.ts'

const SHAPES = {
  tick: 'm3 8.6 3.2 3.2L13 4.6',
  cross: 'm4.25 4.25 7.5 7.5m0-7.5-7.5 7.5',
  person: 'M8 2.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5zM2.75 14c.5-2.6 2.6-4.25 5.25-4.25S12.75 11.4 13.25 14',
  key: 'M9.5 3.5h4v9h-4M2.5 8h7m-2.75-2.75L9.5 8l-2.75 2.75',
  flask: 'M6.25 2.25v4l-4 7h11.5l-4-7v-4M5 2.25h6M4.25 9.75h7.5',
}

/** A line and what stands before it: its number without one. */
export type Line = [text: MessageKey, shape?: keyof typeof SHAPES]

/** A heading and the short lines below it; numbered where nothing else stands before them. */
export const Lines = ({
  kit: { Said, classes },
  heading,
  lines,
  values,
}: {
  kit: Kit
  heading?: MessageKey
  lines: readonly Line[]
  values: Values
}): ReactElement | null => {
  const [first] = lines
  if (!first) return null
  const List = first[1] ? 'ul' : 'ol'
  return (
    <div className={classes('lines')}>
      {heading && (
        <h3 className={classes('label')}>
          <Said words={{ ...values, key: heading }} />
        </h3>
      )}
      <List>
        {lines.map(([text, shape]) => (
          <li key={text}>
            {shape && (
              <svg className={classes('icon')} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d={SHAPES[shape]} />
              </svg>
            )}
            <span>
              <Said words={{ ...values, key: text }} />
            </span>
          </li>
        ))}
      </List>
    </div>
  )
}
