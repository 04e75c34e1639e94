import { PROVIDER_IDS, type ProviderId } from '@hitch/protocol'
import { Icon } from '../parts/Icon.tsx'
import { PROVIDER_NAMES } from './provider-names.ts'

/** Which providers, and in which order. The last one stays: a widget without any has nothing to show. */
export function ProviderChoice({
  value,
  onChoose,
}: {
  value: readonly ProviderId[]
  onChoose: (value: readonly ProviderId[]) => void
}) {
  const left = PROVIDER_IDS.filter((id) => !value.includes(id))
  const raise = (index: number) =>
    onChoose(value.toSpliced(index, 1).toSpliced(index - 1, 0, ...value.slice(index, index + 1)))
  return (
    <fieldset className="choices">
      <legend>Providers</legend>
      <ul className="provider-choice">
        {[...value, ...left].map((id, index) => {
          const shown = index < value.length
          return (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={shown}
                  disabled={shown && value.length === 1}
                  onChange={() => onChoose(shown ? value.filter((other) => other !== id) : [...value, id])}
                />
                {PROVIDER_NAMES[id]}
              </label>
              {shown && index > 0 && (
                <button type="button" className="icon-button" onClick={() => raise(index)}>
                  <Icon name="up" />
                  <span className="visually-hidden">Move {PROVIDER_NAMES[id]} up</span>
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
