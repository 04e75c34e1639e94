import type { ReactNode } from 'react'

/** One of a few, all in sight. */
export function Choices<Value extends string>({
  legend,
  options,
  value,
  onChoose,
}: {
  legend: string
  options: Readonly<Record<Value, string>>
  value: Value
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      <div className="choices-row">
        {(Object.entries(options) as [Value, ReactNode][]).map(([id, name]) => (
          <label key={id}>
            <input
              className="visually-hidden"
              type="radio"
              name={legend}
              value={id}
              checked={value === id}
              onChange={() => onChoose(id)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
