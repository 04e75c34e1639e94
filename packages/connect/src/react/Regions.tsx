import type { ReactElement } from 'react'
import type { Spoken } from './use-announcer.ts'

/** The widget's two live regions, present from the first render. Only what is new is read, hence `aria-atomic`. */
export const Regions = ({ spoken }: { spoken: readonly Spoken[] }): ReactElement => {
  const lines = (urgent: boolean): ReactElement[] =>
    spoken.filter((one) => !!one.urgent === urgent).map(({ id, text }) => <span key={id}>{text}</span>)
  return (
    <>
      <output className="hitch-hidden" aria-live="polite" aria-atomic="false">
        {lines(false)}
      </output>
      <div className="hitch-hidden" role="alert" aria-atomic="false">
        {lines(true)}
      </div>
    </>
  )
}
