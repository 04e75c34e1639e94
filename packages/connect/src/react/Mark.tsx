import type { ReactElement } from 'react'

/** Letters of our own: the companies' logos are trademarks. A host may give theirs by `logos`. */
const LETTERS: Partial<Record<string, string>> = {
  JohnDeere: 'JD',
  CNHIFieldOps: 'FO',
  CNHI: 'AC',
  ClimateFieldView: 'FV',
}

const initials = (label: string): string =>
  label
    .split(/\s+/, 2)
    .map((word) => word.charAt(0))
    .join('')

/** The provider's mark is decoration: its name stands beside it. */
export const Mark = ({
  id,
  label,
  logo,
  asleep = false,
}: {
  id: string
  label: string | undefined
  logo?: string | undefined
  asleep?: boolean | undefined
}): ReactElement => (
  <span
    className="hitch-mark"
    data-provider={id}
    data-asleep={asleep || undefined}
    data-logo={logo ? '' : undefined}
    aria-hidden="true"
  >
    {logo ? <img src={logo} alt="" /> : (LETTERS[id] ?? initials(label ?? ''))}
  </span>
)
