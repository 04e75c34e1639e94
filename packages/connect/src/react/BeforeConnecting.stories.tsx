import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, within } from 'storybook/test'
import { storyArgs, storyArgTypes } from './testing/story-args.ts'
import { findTile, reads } from './testing/story-checks.ts'
import { StoryTile } from './testing/StoryTile.tsx'

/** What a grower sees of an account that is not connected yet. The whole row is the button. */
const meta = {
  title: 'Tile/Before connecting',
  component: StoryTile,
  args: { ...storyArgs, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

/** A ticket is fetched as soon as the grower comes near. Where the host's page has asked for consent, the press opens the window at once. */
export const Available: Story = {
  play: async (story) => {
    const { args, canvasElement } = story
    await reads({ status: '{brands}', buttons: ['Connect {name}'] })(story)
    const tile = await findTile(canvasElement, args)
    await userEvent.hover(tile)
    await expect(args.onCall).toHaveBeenCalledWith('prepare', args.provider)
    await userEvent.click(within(tile).getByRole('button'))
    await expect(args.onCall).toHaveBeenCalledWith('connect', args.provider)
  },
}

/** Only staging accounts of the provider can sign in. */
export const TestEnvironment: Story = {
  args: { provider: 'CNHIFieldOps', summary: { environment: 'STAGE' } },
  play: reads({ status: 'Only test accounts work here', buttons: ['Connect {name}'], tags: ['Test'] }),
}

export const Degraded: Story = {
  args: { summary: { availability: 'degraded' } },
  play: reads({ status: 'Slow today, but working', buttons: ['Connect {name}'] }),
}

export const Down: Story = {
  args: { summary: { availability: 'down' } },
  play: reads({ status: 'Not answering. We keep checking.' }),
}

/** The button stays where it is, can be reached, and says why it does nothing. */
export const Offline: Story = {
  args: { online: false },
  play: async (story) => {
    const { args, canvasElement } = story
    await reads({ status: '{brands}', buttons: ['Connect {name}'] })(story)
    const button = within(await findTile(canvasElement, args)).getByRole('button')
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription('You are offline We go on when you are back online.')
    await userEvent.click(button)
    await expect(args.onCall).not.toHaveBeenCalledWith('connect', args.provider)
  },
}

/** A session without the permission to connect. */
export const NotPermitted: Story = {
  args: { can: ['details'] },
  play: reads({ status: '{brands}' }),
}
