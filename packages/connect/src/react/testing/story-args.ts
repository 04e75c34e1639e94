import { PROVIDER_IDS } from '@hitch/protocol'
import type { ArgTypes } from '@storybook/react-vite'
import type { StoryTileArgs } from './StoryTile.tsx'

/** What every tile story begins with; a story changes what it is about. */
export const storyArgs = {
  provider: 'JohnDeere',
  width: 440,
  brand: 'Northfield Grain',
  online: true,
  framed: false,
  can: ['connect', 'disconnect', 'details'],
} satisfies Partial<StoryTileArgs>

export const storyArgTypes: Partial<ArgTypes<StoryTileArgs>> = {
  provider: { control: 'inline-radio', options: PROVIDER_IDS },
  width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
  can: { control: 'check', options: ['connect', 'disconnect', 'details'] },
  theme: { control: 'inline-radio', options: ['inherit', 'light', 'dark', 'auto'] },
  onCall: { table: { disable: true } },
}
