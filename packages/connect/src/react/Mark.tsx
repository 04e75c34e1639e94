import type { ReactElement } from 'react'
import { useClasses } from './class-names.ts'

/** "FieldOps" is FO, "AFS Connect" is AC: letters of our own, for the companies' logos are trademarks. */
const lettersOf = (name: string): string =>
  name
    .match(/\b\w|[A-Z](?=[a-z])/g)
    ?.slice(0, 2)
    .join('') ?? ''

/** The provider's mark is decoration: its name stands beside it. */
export const Mark = ({
  id,
  name,
  logo,
  asleep,
}: {
  id: string
  /** The provider's short name. */
  name: string
  logo: string | undefined
  asleep: boolean | undefined
}): ReactElement => (
  <span
    className={useClasses()('mark')}
    data-provider={id}
    data-asleep={asleep || undefined}
    data-logo={logo ? '' : undefined}
    aria-hidden="true"
  >
    {logo ? <img src={logo} alt="" /> : lettersOf(name)}
  </span>
)
