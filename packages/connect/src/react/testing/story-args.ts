import { PROVIDER_IDS } from '@hitch/protocol'
import type { ArgTypes } from '@storybook/react-vite'
import type { StoryTileArgs } from './StoryTile.tsx'

/** What every tile story begins with; a story changes what it is about. Panes have stories of their own. */
export const storyArgs = {
  provider: 'JohnDeere',
  width: 440,
  brand: 'Northfield Grain',
  online: true,
  framed: false,
  consent: false,
  can: ['connect', 'disconnect', 'details'],
} satisfies Partial<StoryTileArgs>

/** What every pane story begins with: there is a list to go back to. */
export const paneArgs = { ...storyArgs, consent: true, beside: true } satisfies Partial<StoryTileArgs>

export const storyArgTypes: Partial<ArgTypes<StoryTileArgs>> = {
  provider: { control: 'inline-radio', options: PROVIDER_IDS },
  width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
  can: { control: 'check', options: ['connect', 'disconnect', 'details'] },
  locale: { control: 'select', options: ['en', 'pt-BR', 'es', 'fr', 'de'] },
  theme: { control: 'inline-radio', options: ['inherit', 'light', 'dark', 'auto'] },
  onCall: { table: { disable: true } },
}
