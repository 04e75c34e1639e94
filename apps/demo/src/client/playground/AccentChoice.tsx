const ACCENTS = {
  '': 'Ink, the default',
  '#1d6f42': 'Green',
  '#1f5fbf': 'Blue',
  '#7a3fc4': 'Violet',
  '#c2410c': 'Rust',
  '#e0a526': 'Ochre',
} as const

/** Some accents, and any other. */
export function AccentChoice({ value, onChoose }: { value: string; onChoose: (value: string) => void }) {
  const own = !Object.hasOwn(ACCENTS, value)
  return (
    <fieldset className="choices accents">
      <legend>Accent</legend>
      <div className="accents-row">
        {Object.entries(ACCENTS).map(([accent, name]) => (
          <label key={accent} title={name} className="swatch">
            <input
              className="visually-hidden"
              type="radio"
              name="accent"
              checked={value === accent}
              onChange={() => onChoose(accent)}
            />
            <span className="swatch-colour" style={{ background: accent || 'light-dark(#1a211c, #edf1ed)' }} />
            <span className="visually-hidden">{name}</span>
          </label>
        ))}
        <input
          className="swatch-own"
          type="color"
          value={value || '#1a211c'}
          data-chosen={own}
          onChange={({ target }) => onChoose(target.value)}
          aria-label="Another accent"
          title="Another accent"
        />
      </div>
    </fieldset>
  )
}
