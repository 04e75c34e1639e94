import type { ConnectProps } from '@hitch/connect/react'
import type { Language } from '../../shared/site.ts'

/** Looks that a host may give the widget: our site's own, its plain one, and two others. */
export const LOOKS = {
  site: { label: 'This site’s', variables: { radius: '14px' } },
  plain: { label: 'None: ink', variables: { accent: 'light-dark(#1a211c, #edf1ed)' } },
  blue: { label: 'Blue, square', variables: { accent: '#1f5fbf', radius: '2px' } },
  ochre: { label: 'Ochre, round, compact', variables: { accent: '#e0a526', radius: '20px', space: '3px' } },
} as const satisfies Record<string, { label: string; variables: NonNullable<ConnectProps['appearance']>['variables'] }>
export type Look = keyof typeof LOOKS

/** What a developer can try on this page. On a real site these are constants. */
export interface WidgetSettings {
  language: Language
  look: Look
  consent: boolean
}

export const FIRST_SETTINGS: WidgetSettings = { language: 'en', look: 'site', consent: true }
