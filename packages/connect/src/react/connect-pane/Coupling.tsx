import { useState, type ReactElement } from 'react'
import type { PaneProps } from '../pane-props.ts'

/** `apart`: nothing has begun. `near`: the grower is at the provider. `in`: we check. `joined`: the data flows. */
export type CouplingState = 'apart' | 'near' | 'in' | 'joined'

/**
 * The provider's mark, an eye, a pin and the brand's mark: a drawbar, as far as it has come. Decoration: what it tells
 * stands in words below it. It stays in its place from consent to the outcome.
 */
export const Coupling = ({
  kit: { Mark, classes },
  widget,
  provider,
  state,
}: Pick<PaneProps, 'kit' | 'widget' | 'provider'> & { state: CouplingState }): ReactElement => {
  const { name, logoUrl } = widget.session.brand
  const [broken, setBroken] = useState<string>()
  return (
    <div className={classes('coupling')} data-state={state} aria-hidden="true">
      <Mark id={provider.id} name={provider.shortLabel} logo={widget.logos[provider.id]} asleep={false} />
      <svg viewBox="0 0 72 20" focusable="false">
        <g data-part="eye">
          <path d="M-20 10h34" />
          <circle cx="22" cy="10" r="8" />
        </g>
        <path data-part="rod" d="M57 10h40" />
        <circle data-part="pin" cx="50" cy="10" r="3.5" />
      </svg>
      {logoUrl && logoUrl !== broken ? (
        <span className={classes('mark')} data-provider="brand" data-logo="">
          <img src={logoUrl} alt="" onError={() => setBroken(logoUrl)} />
        </span>
      ) : (
        <Mark id="brand" name={name} logo={undefined} asleep={false} />
      )}
    </div>
  )
}
