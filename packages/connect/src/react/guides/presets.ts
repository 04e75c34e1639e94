import type { AppearanceVariables, ConnectProps } from '../connect-props.ts'

export interface Preset {
  theme: NonNullable<ConnectProps['theme']>
  variables: AppearanceVariables
}

/** Looks of hosts, as they might be: an accent alone, an accent with its shapes, a warm page, a sharp and compact one, two dark ones. */
export const PRESETS = {
  none: { theme: 'inherit', variables: {} },
  cooperative: { theme: 'light', variables: { accent: '#1d6f42' } },
  machinery: { theme: 'light', variables: { accent: '#f5b400', radius: '6px' } },
  orchard: { theme: 'light', variables: { accent: '#c2410c', surface: '#fffaf3', text: '#2a1d12', radius: '16px' } },
  software: { theme: 'light', variables: { accent: '#0b57d0', radius: '0px', space: '3px' } },
  cooperativeAtNight: { theme: 'dark', variables: { accent: '#1d6f42' } },
  machineryAtNight: { theme: 'dark', variables: { accent: '#f5b400', surface: '#10151d', text: '#e9eef6' } },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof PRESETS
