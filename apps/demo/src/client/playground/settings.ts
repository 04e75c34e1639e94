import type { ConnectProps } from '@hitch/connect/react'
import { PROVIDER_IDS, type ProviderId } from '@hitch/protocol'
import { LANGUAGES, type Language } from '../../shared/site.ts'

/** How a host brings the widget onto its page. */
export const FORMS = { react: 'React', element: 'Element', script: 'Script' } as const
export const DISPLAYS = { inline: 'In the page', dialog: 'Dialog' } as const
export const THEMES = { inherit: 'Inherit', light: 'Light', dark: 'Dark', auto: 'System' } as const
export const FLOWS = { auto: 'Auto', popup: 'Window', redirect: 'Same tab' } as const
/** Corners of the frame. The empty one is the widget's own. */
export const RADII = { '': 'Default', '0px': '0', '4px': '4', '8px': '8', '16px': '16', '24px': '24' } as const

/** All that can be set here. It comes from the address, so each value is of a closed list or of one strict shape. */
export interface PlaygroundSettings {
  form: keyof typeof FORMS
  display: keyof typeof DISPLAYS
  theme: keyof typeof THEMES
  flow: keyof typeof FLOWS
  language: Language
  /** `#rrggbb`; empty: the widget's own. */
  accent: string
  radius: keyof typeof RADII
  /** Which to show, in this order; at least one. */
  providers: readonly ProviderId[]
}

export const DEFAULTS: PlaygroundSettings = {
  form: 'react',
  display: 'inline',
  theme: 'inherit',
  flow: 'auto',
  language: 'en',
  accent: '',
  radius: '',
  providers: PROVIDER_IDS,
}

/**
 * The settings that an address tells. What it does not tell, or tells wrongly, is the default.
 *
 * @param search the address's query, with or without its question mark
 */
export const readSettings = (search: string): PlaygroundSettings => {
  const query = new URLSearchParams(search)
  const choose = <Value extends string>(name: keyof PlaygroundSettings, known: Readonly<Record<Value, string>>) => {
    const value = query.get(name) ?? ''
    return Object.hasOwn(known, value) ? { [name]: value } : {}
  }
  const accent = query.get('accent') ?? ''
  const providers = [...new Set(query.get('providers')?.split('.'))].filter(isProvider)
  return {
    ...DEFAULTS,
    ...choose('form', FORMS),
    ...choose('display', DISPLAYS),
    ...choose('theme', THEMES),
    ...choose('flow', FLOWS),
    ...choose('language', LANGUAGES),
    ...choose('radius', RADII),
    ...(/^#[0-9a-f]{6}$/.test(accent) && { accent }),
    ...(providers.length > 0 && { providers }),
  }
}

/** The query of an address that `readSettings` reads as these settings. Empty when all are the defaults. */
export const printSettings = (settings: PlaygroundSettings): string => {
  const printed = print(settings)
  const usual = print(DEFAULTS)
  const query = new URLSearchParams(Object.entries(printed).filter(([name, value]) => value !== usual[name]))
  return query.size === 0 ? '' : `?${query}`
}

const print = (settings: PlaygroundSettings): Record<string, string> => ({
  ...settings,
  // Addresses keep a dot as it is.
  providers: settings.providers.join('.'),
})

const isProvider = (value: string): value is ProviderId => PROVIDER_IDS.some((id) => id === value)

/** The widget's props that the settings are about, each with a value. */
export interface WidgetOptions {
  theme: NonNullable<ConnectProps['theme']>
  flow: NonNullable<ConnectProps['flow']>
  locale: Language
  providers: readonly ProviderId[]
  appearance: { variables: { accent?: string; radius?: string } }
}

/** What the widget on the page is given. The code to paste is printed from the same. */
export const widgetOptions = (settings: PlaygroundSettings): WidgetOptions => {
  const { theme, flow, language, providers, accent, radius } = settings
  const variables = { ...(accent && { accent }), ...(radius && { radius }) }
  return { theme, flow, locale: language, providers, appearance: { variables } }
}

/** The same without what the widget does anyway. */
export const changedOptions = (settings: PlaygroundSettings): Partial<WidgetOptions> => {
  const usual = Object.entries(widgetOptions(DEFAULTS)).map(([name, value]) => [name, JSON.stringify(value)])
  const usualOf = new Map(usual as [string, string][])
  const changed = Object.entries(widgetOptions(settings)).filter(
    ([name, value]) => JSON.stringify(value) !== usualOf.get(name),
  )
  return Object.fromEntries(changed)
}
