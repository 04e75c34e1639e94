import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { findPane, paneReads } from './testing/pane-checks.ts'
import { paneArgs, storyArgTypes } from './testing/story-args.ts'
import { findTile, reads } from './testing/story-checks.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

/** Asked before a connection ends: what stops, what stays, and where the consent itself is withdrawn. */
const meta = {
  title: 'Pane/Disconnect',
  component: StoryTile,
  args: { ...paneArgs, connection: {}, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

interface Context {
  canvasElement: HTMLElement
  args: StoryTileArgs
}

const asks = async (story: Context): Promise<HTMLElement> => {
  await userEvent.click(within(await findPane(story)).getByRole('button', { name: 'Disconnect' }))
  await waitFor(async () =>
    expect(within(await findPane(story)).getByRole('heading', { name: /^Disconnect .*\?$/ })).toHaveFocus(),
  )
  return findPane(story)
}

export const Asked: Story = {
  play: async (story) => {
    await asks(story)
    await paneReads({
      title: 'Disconnect {p}?',
      text: [
        'What stops',
        'New data no longer goes to {b}',
        'What stays',
        'Data already sent. Ask {b} to remove it',
        'Your {p} account, just as it is',
        'To withdraw your consent at {p} too',
      ],
      buttons: ['Back', 'Disconnect', 'Keep connected'],
    })(story)
    await expect(story.args.onCall).not.toHaveBeenCalledWith('disconnect', story.args.provider)
  },
}

/** Back and Escape lead to the details, to the button that asked. */
export const Kept: Story = {
  play: async (story) => {
    await asks(story)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(within(story.canvasElement).getByRole('button', { name: 'Disconnect' })).toHaveFocus())
    await waitFor(() => expect(within(story.canvasElement).getByText('Connected since')).toBeVisible())
    const pane = await asks(story)
    await userEvent.click(within(pane).getByRole('button', { name: 'Keep connected' }))
    await waitFor(() => expect(within(story.canvasElement).getByText('Connected since')).toBeVisible())
    await expect(story.args.onCall).not.toHaveBeenCalledWith('disconnect', story.args.provider)
  },
}

/** The list stands again, and the tile says how it goes. */
export const Confirmed: Story = {
  args: { disconnect: 'never' },
  play: async (story) => {
    const pane = await asks(story)
    await userEvent.click(within(pane).getByRole('button', { name: 'Disconnect' }))
    await expect(story.args.onCall).toHaveBeenCalledWith('disconnect', story.args.provider)
    await reads({ status: 'Disconnecting…' })(story)
    await expect((await findTile(story.canvasElement, story.args)).contains(document.activeElement)).toBe(true)
  },
}
