import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { NOW } from './testing/fixtures.ts'
import { findPane, paneReads } from './testing/pane-checks.ts'
import { paneArgs, storyArgTypes } from './testing/story-args.ts'
import { atEachWidth } from './testing/story-checks.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

const ago = (hours: number): string => new Date(NOW - hours * 60 * 60_000).toISOString()

/** What is known of a connection: how it stands, what has arrived, what is shared, and the last checks. */
const meta = {
  title: 'Pane/Details',
  component: StoryTile,
  args: {
    ...paneArgs,
    connection: {},
    progress: {
      growers: 1,
      farms: 3,
      fields: 38,
      files: { count: 1204, more: false },
      operations: { count: 212, more: false },
      lastSyncAt: ago(0),
    },
    organizations: [
      { id: '1', name: 'North Ridge Farm', connected: true, managementUri: 'https://provider.example/1' },
      { id: '2', name: 'North Ridge Custom Harvest', connected: false, managementUri: 'https://provider.example/2' },
    ],
    events: [
      { at: ago(0), statusCode: 200, summary: 'access_works' },
      { at: ago(24), statusCode: 200, summary: 'access_works' },
      { at: ago(72), statusCode: 503, summary: 'provider_failing' },
      { at: ago(96), statusCode: 429, summary: 'provider_busy' },
    ],
    onCall: fn(),
  },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

/** John Deere alone tells of organizations. */
const buttons = ({ provider }: StoryTileArgs, shares: string[], ways = ['Reconnect', 'Disconnect']): string[] => [
  'All accounts',
  ...(provider === 'JohnDeere' ? ['Refresh', ...shares] : []),
  ...ways,
]
const manage = [
  'Manage North Ridge Farm at {p}, in a new window',
  'Manage North Ridge Custom Harvest at {p}, in a new window',
]

export const Details: Story = {
  play: async (story) => {
    const { args } = story
    const pane = await findPane(story)
    await expect(within(pane).getByRole('heading', { level: 2 })).toHaveFocus()
    await paneReads({
      title: '{name}',
      text: ['Connected', 'Farms3', 'Fields38', 'Files1,204', 'Field work212', 'Connected sinceMarch 3, 2026'],
      buttons: buttons(args, manage),
    })(story)
    await expect(pane).toHaveTextContent(/Last updateToday, /)
    await expect(pane).toHaveTextContent(/Today, [^a-z]+Access works ?Yesterday, [^a-z]+Access works.* had a problem/)
    await expect(pane).not.toHaveTextContent('was busy')
    await expect(pane).not.toHaveTextContent('Growers')
    if (args.provider !== 'JohnDeere') return
    await expect(pane).toHaveTextContent(/North Ridge Farm ?Shared.*North Ridge Custom Harvest ?Not shared/)
    const link = within(pane).getByRole('link', { name: /North Ridge Farm/ })
    await expect(link).toHaveAttribute('href', 'https://provider.example/1')
    await expect(link).toHaveAttribute('target', '_blank')
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  },
}

/** More than were counted; and several growers below one account are worth a number. */
export const ManyGrowers: Story = {
  args: {
    progress: {
      growers: 12,
      farms: 140,
      fields: 6310,
      files: { count: 1200, more: true },
      operations: { count: 100, more: true },
    },
  },
  play: async (story) => {
    await paneReads({
      title: '{name}',
      text: ['Growers12', 'Farms140', 'Fields6,310', 'Files1,200+', 'Field work100+'],
      buttons: buttons(story.args, manage),
    })(story)
    await atEachWidth(story.canvasElement, async (box) => {
      const counts = box.querySelector('.hitch-counts')
      const [frame, last] = [counts, counts?.lastElementChild].map((part) => part?.getBoundingClientRect())
      // No cell stays empty. The frame's line lies around it.
      await expect(frame && last && frame.right - last.right).toBeCloseTo(1)
    })
  },
}

/** Bones of the same heights, each part by itself. */
export const Loading: Story = {
  args: { progress: 'never', organizations: 'never', events: 'never' },
  play: async (story) => {
    await paneReads({ title: '{name}', text: ['Connected since'], buttons: buttons(story.args, []) })(story)
    const bones = story.canvasElement.querySelectorAll('.hitch-pane .hitch-bone')
    await expect(bones).toHaveLength(story.args.provider === 'JohnDeere' ? 15 : 11)
  },
}

/** Each part says quietly that it could not be read. The rest stands. */
export const NotRead: Story = {
  args: {
    progress: { code: 'leaf_unavailable' },
    organizations: { code: 'leaf_unavailable' },
    events: { code: 'leaf_unavailable' },
  },
  play: async (story) => {
    const { args } = story
    await paneReads({
      title: '{name}',
      text: ['Connected since', 'We could not read this just now.'],
      buttons:
        args.provider === 'JohnDeere'
          ? ['All accounts', 'Try again', 'Refresh', 'Try again', 'Try again', 'Reconnect', 'Disconnect']
          : ['All accounts', 'Try again', 'Try again', 'Reconnect', 'Disconnect'],
    })(story)
    const again = within(await findPane(story)).getAllByRole('button', { name: 'Try again' })
    await userEvent.click(again.at(-1) as HTMLElement)
    await waitFor(() => expect(callsOf(args, 'listEvents')).toBe(2))
  },
}

export const NothingYet: Story = {
  args: { progress: {}, organizations: [], events: [] },
  play: async (story) =>
    paneReads({
      title: '{name}',
      text: ['Nothing has arrived yet.', 'No checks yet.'],
      buttons: buttons(story.args, []),
    })(story),
}

/** An address that is no web page is no link. */
export const NoLink: Story = {
  args: {
    organizations: [
      { id: '1', name: 'North Ridge Farm', connected: true, managementUri: 'javascript:alert(1)' },
      { id: '2', name: 'Plain text', connected: true, managementUri: 'http://provider.example/' },
      { id: '3', name: 'None', connected: true, managementUri: null },
    ],
  },
  play: async (story) => paneReads({ title: '{name}', buttons: buttons(story.args, []) })(story),
}

/** Asks anew at John Deere, whose answer may lag behind. */
export const Refresh: Story = {
  play: async (story) => {
    const pane = within(await findPane(story))
    if (story.args.provider !== 'JohnDeere') return
    await pane.findByText('North Ridge Farm')
    await userEvent.click(pane.getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(callsOf(story.args, 'listOrganizations')).toBe(2))
    await expect(pane.getByText(/can take 20 minutes to show here/)).toBeVisible()
  },
}

/** A session that may look and no more is offered nothing else. */
export const LookOnly: Story = {
  args: { can: ['details'] },
  play: async (story) => paneReads({ title: '{name}', buttons: buttons(story.args, manage, []) })(story),
}

/** A session that may not look is told only what the tile knows, and the server is not asked. */
export const NoDetails: Story = {
  args: { can: ['connect', 'disconnect'] },
  play: async (story) => {
    await paneReads({
      title: '{name}',
      text: ['Connected since', 'Account type'].slice(0, story.args.provider === 'ClimateFieldView' ? 1 : 2),
      buttons: ['All accounts', 'Reconnect', 'Disconnect'],
    })(story)
    for (const name of ['getProgress', 'listEvents', 'listOrganizations']) {
      await expect(callsOf(story.args, name)).toBe(0)
    }
  },
}

/** The pane says the same as the tile, and has its button. */
export const NeedsAttention: Story = {
  args: { connection: { status: 'needs_attention' } },
  play: async (story) => {
    const { args, canvasElement } = story
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Details' }))
    await paneReads({
      title: '{name}',
      text: ['Access has ended', '{p} no longer lets us in. Sign in again to go on.'],
      buttons: ['All accounts', 'Reconnect', ...buttons(args, manage, ['Disconnect']).slice(1)],
    })(story)
    await userEvent.keyboard('{Escape}')
    await expect(within(canvasElement).getByRole('button', { name: 'Details' })).toHaveFocus()
  },
}

/** Reconnecting goes on in the pane with the coupling. */
export const Reconnect: Story = {
  args: { begins: { status: 'opening' } },
  play: async (story) => {
    await userEvent.click(within(await findPane(story)).getByRole('button', { name: 'Reconnect' }))
    await expect(story.args.onCall).toHaveBeenCalledWith('connect', story.args.provider)
    await paneReads({ title: 'Opening {p}…', buttons: ['All accounts', 'Cancel'] })(story)
  },
}

const callsOf = ({ onCall }: StoryTileArgs, name: string): number =>
  (onCall as ReturnType<typeof fn>).mock.calls.filter(([called]) => called === name).length
