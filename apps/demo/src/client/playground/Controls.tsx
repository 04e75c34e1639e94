import { LANGUAGES } from '../../shared/site.ts'
import { Choice } from '../parts/Choice.tsx'
import { AccentChoice } from './AccentChoice.tsx'
import { Choices } from './Choices.tsx'
import { ProviderChoice } from './ProviderChoice.tsx'
import { DEFAULTS, DISPLAYS, FLOWS, type PlaygroundSettings, printSettings, RADII, THEMES } from './settings.ts'

export function Controls({
  settings,
  onChange,
}: {
  settings: PlaygroundSettings
  onChange: (settings: PlaygroundSettings) => void
}) {
  const set = (changed: Partial<PlaygroundSettings>) => onChange({ ...settings, ...changed })
  return (
    <section className="card controls" aria-labelledby="controls-title">
      <div className="card-head">
        <h2 id="controls-title">Settings</h2>
        <button
          type="button"
          className="text-button"
          disabled={printSettings(settings) === ''}
          onClick={() => onChange(DEFAULTS)}
        >
          Reset
        </button>
      </div>
      <Choices legend="Display" options={DISPLAYS} value={settings.display} onChoose={(display) => set({ display })} />
      <Choices legend="Theme" options={THEMES} value={settings.theme} onChoose={(theme) => set({ theme })} />
      <AccentChoice value={settings.accent} onChoose={(accent) => set({ accent })} />
      <Choices legend="Radius" options={RADII} value={settings.radius} onChoose={(radius) => set({ radius })} />
      <ProviderChoice value={settings.providers} onChoose={(providers) => set({ providers })} />
      <Choice
        className="choices"
        label="Language"
        options={LANGUAGES}
        value={settings.language}
        onChoose={(language) => set({ language })}
      />
      <Choices legend="Flow" options={FLOWS} value={settings.flow} onChoose={(flow) => set({ flow })} />
    </section>
  )
}
