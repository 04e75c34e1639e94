import type { ReactElement } from 'react'
import type { MessageKey, Values } from '../../messages/text.ts'
import type { IconName } from '../Icon.tsx'
import type { Kit } from '../kit.ts'

/** What the widget's own icons lack. */
const SHAPES = {
  may: 'm3 8.6 3.2 3.2L13 4.6',
  not: 'm4.25 4.25 7.5 7.5m0-7.5-7.5 7.5',
  person: 'M8 2.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5zM2.75 14c.5-2.6 2.6-4.25 5.25-4.25S12.75 11.4 13.25 14',
}
type Shape = keyof typeof SHAPES

/** A line and what stands before it: its number without one. */
export type Line = [text: MessageKey, icon?: Shape | IconName]

/** A heading and the short lines below it; numbered where nothing else stands before them. */
export const Lines = ({
  kit: { Icon, Said, classes },
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
        {lines.map(([text, icon]) => (
          <li key={text}>
            {icon &&
              (icon in SHAPES ? (
                <svg className={classes('icon')} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                  <path d={SHAPES[icon as Shape]} />
                </svg>
              ) : (
                <Icon name={icon as IconName} />
              ))}
            <span>
              <Said words={{ ...values, key: text }} />
            </span>
          </li>
        ))}
      </List>
    </div>
  )
}
