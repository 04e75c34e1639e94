import { useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'

const THEMES = [
  { id: 'light', label: 'Light', icon: 'sun' },
  { id: 'dark', label: 'Dark', icon: 'moon' },
  { id: 'auto', label: 'Like my device', icon: 'device' },
] as const satisfies readonly { id: string; label: string; icon: IconName }[]

/** Light, dark, or as the device has it. `public/theme.js` reads the choice back before the first paint. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? 'auto')
  const choose = (id: string) => {
    setTheme(id)
    document.documentElement.dataset.theme = id
    try {
      localStorage.setItem('northfield-theme', id)
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">Theme</legend>
      {THEMES.map(({ id, label, icon }) => (
        <label key={id} title={label}>
          <input
            className="visually-hidden"
            type="radio"
            name="theme"
            value={id}
            checked={theme === id}
            onChange={() => choose(id)}
          />
          <Icon name={icon} />
          <span className="visually-hidden">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
