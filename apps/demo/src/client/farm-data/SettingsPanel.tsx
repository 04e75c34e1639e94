import { useConnect, type ConnectProps } from '@hitch/connect/react'
import { LANGUAGES, type Language } from '../../shared/site.ts'
import { Choice } from '../parts/Choice.tsx'
import { LOOKS, type Look, type WidgetSettings } from './settings.ts'

/** For developers: the widget's settings, and the same widget as a dialog by a button of the site's own. */
export function SettingsPanel({
  settings,
  onChange,
  widget,
}: {
  settings: WidgetSettings
  onChange: (settings: WidgetSettings) => void
  /** What the dialog is given: the same as the widget on the page. */
  widget: Omit<ConnectProps, 'display' | 'open' | 'defaultOpen' | 'onOpenChange'>
}) {
  const { open, ready } = useConnect(widget)
  return (
    <section className="card settings" aria-labelledby="settings-title">
      <div className="card-head">
        <div>
          <h2 id="settings-title">Settings for developers</h2>
          <p className="small">What a host decides. Everything applies at once.</p>
        </div>
        <button type="button" className="button button-outline" disabled={!ready} onClick={() => open()}>
          Open as a dialog
        </button>
      </div>
      <div className="settings-fields">
        <Choice
          label="Language"
          options={LANGUAGES}
          value={settings.language}
          onChoose={(language: Language) => onChange({ ...settings, language })}
        />
        <Choice
          label="Look"
          options={Object.fromEntries(Object.entries(LOOKS).map(([id, { label }]) => [id, label]))}
          value={settings.look}
          onChoose={(look: Look) => onChange({ ...settings, look })}
        />
        <label className="settings-check">
          <input
            type="checkbox"
            checked={settings.consent}
            onChange={({ target }) => onChange({ ...settings, consent: target.checked })}
          />
          Ask for consent before a window opens
        </label>
      </div>
    </section>
  )
}
