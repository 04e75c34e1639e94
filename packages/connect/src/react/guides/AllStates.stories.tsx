import { PROVIDER_IDS } from '@hitch/protocol'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, waitFor } from 'storybook/test'
import { connectionOf, connectState, PROVIDERS } from '../testing/fixtures.ts'
import { StoryWidget } from '../testing/StoryWidget.tsx'
import { STEPS, type Step } from '../testing/walk.ts'

/** The story tests run once in each theme, and look at that one alone. */
const tested: unknown = import.meta.env.HITCH_THEME
const THEMES: readonly ('light' | 'dark')[] = tested === 'light' || tested === 'dark' ? [tested] : ['light', 'dark']

/** All four providers in one state. */
const Four = ({ step: { flow, connection, summary }, theme }: { step: Step; theme: 'light' | 'dark' }) => {
  const [server] = useState(() => ({
    connect: connectState({
      providers: Object.values(PROVIDERS).map((provider) => ({ ...provider, ...summary })),
      connections: connection ? PROVIDER_IDS.map((id) => connectionOf(id, connection)) : [],
    }),
  }))
  const flows = flow ? Object.fromEntries(PROVIDER_IDS.map((id) => [id, flow])) : {}
  return <StoryWidget width={440} server={server} core={{ flows }} theme={theme} onCall={fn()} />
}

const AllStates = () => (
  <div style={{ display: 'grid', gridTemplateColumns: `repeat(${THEMES.length}, 500px)` }}>
    {STEPS.flatMap((step) =>
      THEMES.map((theme) => (
        <section
          key={`${step.name} ${theme}`}
          data-step={step.name}
          aria-label={`${step.name}, ${theme}`}
          style={{ padding: 30, colorScheme: theme, background: 'Canvas', color: 'CanvasText' }}
        >
          <p style={{ margin: '0 0 8px', font: '13px/1.4 system-ui, sans-serif' }}>{step.name}</p>
          <Four step={step} theme={theme} />
        </section>
      )),
    )}
  </div>
)

const meta = {
  title: 'All states',
  component: AllStates,
  // axe judges each state in a story of its own: here it would look at the same again, 140 times.
  parameters: { layout: 'fullscreen', a11y: { test: 'off' } },
} satisfies Meta<typeof AllStates>

export default meta
type Story = StoryObj<typeof meta>

/** What is wrong with a tile in whatever state. */
const wrongWith = (tile: HTMLElement): string[] => {
  const row = tile.querySelector('.hitch-row') as HTMLElement
  const status = row.querySelector('.hitch-status') as HTMLElement
  const state = tile.dataset['state'] ?? ''
  const resting = state === 'available'
  return Object.entries({
    'its row is as high as any': Math.round(row.getBoundingClientRect().height) === 76,
    'it has a status in words': /\p{L}/u.test(status.textContent) && !/[{}*]/.test(tile.textContent),
    'an icon stands beside the words': resting || status.querySelector('svg') !== null,
    'one button at most is filled': tile.querySelectorAll('[data-kind=primary], [data-kind=critical]').length <= 1,
    'nothing is wider than it': tile.scrollWidth <= tile.clientWidth,
  })
    .filter(([, holds]) => !holds)
    .map(([rule]) => `${tile.dataset['provider']}, ${state}: not true that ${rule}`)
}

/** Four providers, every state, both themes. */
export const Matrix: Story = {
  play: async ({ canvasElement }) => {
    const tiles = (): HTMLElement[] => [
      ...canvasElement.querySelectorAll<HTMLElement>('.hitch-tile:not([data-state=skeleton])'),
    ]
    await waitFor(() => expect(tiles()).toHaveLength(STEPS.length * THEMES.length * PROVIDER_IDS.length), {
      timeout: 10_000,
    })
    // The words of trouble come after the first paint.
    await waitFor(() =>
      expect(canvasElement.querySelectorAll('[data-state=trouble] [data-tone]').length).toBeGreaterThan(0),
    )
    for (const step of STEPS) {
      const states = (): (string | undefined)[] =>
        [...canvasElement.querySelectorAll<HTMLElement>(`[data-step="${step.name}"] .hitch-tile`)].map(
          ({ dataset }) => dataset['state'],
        )
      // AFS Connect beside a connected FieldOps says that fields appear twice.
      await waitFor(() =>
        expect(states(), step.name).toEqual(
          states().map((state) => (state === 'legacy_after' && step.connection ? state : step.state)),
        ),
      )
    }
    await expect(tiles().flatMap(wrongWith)).toEqual([])
  },
}
