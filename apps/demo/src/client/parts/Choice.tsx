/** One of several, by a select; `options`: what each is called, by its value. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChoose,
  className,
}: {
  label: string
  options: Readonly<Record<string, string>>
  value: Value
  onChoose: (value: Value) => void
  className?: string
}) {
  return (
    <label className={className}>
      {label}
      <select value={value} onChange={({ target }) => onChoose(target.value as Value)}>
        {Object.entries(options).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
