import type { ReactElement, ReactNode } from 'react'
import type { ConnectErrorShape } from '../../core/types.ts'
import type { MessageKey } from '../../messages/text.ts'
import type { Kit } from '../kit.ts'

/** What a question to the server has come to. */
export interface Asked<Data> {
  data: Data | undefined
  error: ConnectErrorShape | null
  isFetching: boolean
  refetch: () => unknown
}

/**
 * One part of what is known: its heading, bones until the answer has come, and a quiet word when it does not come. An
 * earlier answer stays while a newer one is on its way, and when that fails.
 */
export const Section = <Data,>({
  kit: { Button, texts, classes },
  heading,
  asked,
  bones,
  extra,
  children,
}: {
  kit: Kit
  heading?: MessageKey
  asked: Asked<Data>
  bones: ReactNode
  /** Beside the heading. */
  extra?: ReactNode
  children: (data: Data) => ReactNode
}): ReactElement => {
  const { data, error, isFetching, refetch } = asked
  return (
    <div className={classes('section')} aria-busy={(data === undefined && isFetching) || undefined}>
      {heading && (
        <div className={classes('heading')}>
          <h3 className={classes('label')}>{texts.plain(heading)}</h3>
          {extra}
        </div>
      )}
      {data !== undefined ? (
        children(data)
      ) : error && !isFetching ? (
        <p className={classes('note')}>
          {texts.plain('unread')}{' '}
          <Button kind="quiet" size="tiny" onClick={() => refetch()}>
            {texts.plain('tryAgain')}
          </Button>
        </p>
      ) : (
        bones
      )}
    </div>
  )
}

/** Rows of the same height as those that come. */
export const Bones = ({
  kit: { classes },
  rows,
  className,
}: {
  kit: Kit
  rows: number
  className: string
}): ReactElement => (
  <ul className={className} aria-hidden="true">
    {Array.from({ length: rows }, (_, row) => (
      <li key={row}>
        <i className={classes('bone')} />
        <i className={classes('bone')} />
      </li>
    ))}
  </ul>
)
