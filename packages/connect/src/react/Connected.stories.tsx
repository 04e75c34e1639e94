import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, within } from 'storybook/test'
import { NOW } from './testing/fixtures.ts'
import { storyArgs, storyArgTypes } from './testing/story-args.ts'
import { findTile, reads } from './testing/story-checks.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

/** What stands at Leaf. "Signed in" is not "Connected", and a connection that has ended says so. */
const meta = {
  title: 'Tile/Connected',
  component: StoryTile,
  args: { ...storyArgs, connection: {}, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

const justNow = new Date(NOW - 60_000).toISOString()

const press = async (
  { canvasElement, args }: { canvasElement: HTMLElement; args: StoryTileArgs },
  name: RegExp,
): Promise<void> => userEvent.click(within(await findTile(canvasElement, args)).getByRole('button', { name }))

/** The way to the end of a connection: its details, the question, the answer. Then the list stands again. */
const disconnects = async (story: { canvasElement: HTMLElement; args: StoryTileArgs }): Promise<void> => {
  await press(story, /details$/)
  const pane = within(story.canvasElement)
  await userEvent.click(await pane.findByRole('button', { name: 'Disconnect' }))
  await pane.findByRole('heading', { name: /^Disconnect / })
  await userEvent.click(pane.getByRole('button', { name: 'Disconnect' }))
}

export const Checking: Story = {
  args: { connection: { status: 'checking' } },
  play: reads({ status: 'Signed in. Checking access…', buttons: ['{name}, signed in. Checking access…, details'] }),
}

export const WaitingForData: Story = {
  args: { connection: { createdTime: justNow }, progress: {} },
  play: reads({
    status: 'Connected. Waiting for the first data',
    buttons: ['{name}, connected. Waiting for the first data, details'],
  }),
}

export const Syncing: Story = {
  args: { connection: { createdTime: justNow }, progress: { fields: 1204 } },
  play: reads({
    status: 'Connected. 1,204 fields so far',
    buttons: ['{name}, connected. 1,204 fields so far, details'],
  }),
}

export const Connected: Story = {
  play: reads({ status: 'Connected', buttons: ['{name}, connected, details'] }),
}

export const NeedsAttention: Story = {
  args: { connection: { status: 'needs_attention' } },
  play: async (story) => {
    await reads({
      status: 'Access has ended',
      text: ['{p} no longer lets us in. Sign in again to go on.'],
      buttons: ['Reconnect', 'Details'],
    })(story)
    await press(story, /^Reconnect/)
    await expect(story.args.onCall).toHaveBeenCalledWith('connect', story.args.provider)
  },
}

export const DownWhileConnected: Story = {
  args: { summary: { availability: 'down' } },
  play: reads({
    status: 'Not answering. We keep checking.',
    buttons: ['{name}, not answering. We keep checking., details'],
  }),
}

export const Disconnecting: Story = {
  args: { disconnect: 'never' },
  play: async (story) => {
    await disconnects(story)
    await expect(story.args.onCall).toHaveBeenCalledWith('disconnect', story.args.provider)
    await reads({ status: 'Disconnecting…' })(story)
  },
}

/** Leaf is down: the server goes on by itself. */
export const DisconnectGoesOn: Story = {
  args: { connection: { disconnecting: true } },
  play: reads({ status: 'Disconnecting…', text: ['We finish this for you. You can close this page.'] }),
}

export const DisconnectDidNotWork: Story = {
  args: { disconnect: { code: 'internal', requestId: 'req_51c0' } },
  play: async (story) => {
    await disconnects(story)
    await reads({
      status: 'Something broke on our side',
      text: ['Please try again.', 'req_51c0'],
      buttons: ['Close {name}', 'Try again', 'Copy'],
    })(story)
  },
}
