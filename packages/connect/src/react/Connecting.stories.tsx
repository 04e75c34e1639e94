import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, within } from 'storybook/test'
import { NOW } from './testing/fixtures.ts'
import { storyArgs, storyArgTypes } from './testing/story-args.ts'
import { findTile, reads } from './testing/story-checks.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

/** An attempt under way. The words say exactly how far it is; nothing spins without words. */
const meta = {
  title: 'Tile/Connecting',
  component: StoryTile,
  args: { ...storyArgs, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

const attemptId = 'att_9f2c'

/** Presses a button of the tile and tells what the core was asked. */
const presses =
  (name: RegExp, ...call: unknown[]) =>
  async ({ canvasElement, args }: { canvasElement: HTMLElement; args: StoryTileArgs }): Promise<void> => {
    await userEvent.click(within(await findTile(canvasElement, args)).getByRole('button', { name }))
    await expect(args.onCall).toHaveBeenCalledWith(call[0], args.provider, ...call.slice(1))
  }

export const Opening: Story = {
  args: { flow: { status: 'opening' } },
  play: async (story) => {
    await reads({ status: 'Opening {p}…', buttons: ['Cancel {name}'] })(story)
    await presses(/^Cancel/, 'cancel')(story)
  },
}

export const PopupBlocked: Story = {
  args: { flow: { status: 'blocked' } },
  play: async (story) => {
    await reads({
      status: 'Your browser stopped the window',
      text: ['Tap the button to open it.'],
      buttons: ['Cancel {name}', 'Open {p}', 'Continue in this tab'],
    })(story)
    await presses(/^Open/, 'reopen')(story)
    await presses(/^Continue/, 'connect', { mode: 'redirect' })(story)
  },
}

/** Inside an iframe the tab is not ours to leave. */
export const PopupBlockedInFrame: Story = {
  args: { flow: { status: 'blocked' }, framed: true },
  play: reads({ status: 'Your browser stopped the window', buttons: ['Cancel {name}', 'Open {p}'] }),
}

export const Waiting: Story = {
  args: { flow: { status: 'waiting', attemptId, windowGone: false } },
  play: async (story) => {
    await reads({
      status: 'Finish at {p}',
      text: ['Sign in and allow access in the other window. This page goes on by itself.'],
      buttons: ['Cancel {name}', 'Reopen window', 'Continue in this tab'],
    })(story)
    await presses(/^Reopen/, 'reopen')(story)
  },
}

/** The grower has come back in the same tab before the end: there is no other window. */
export const WaitingInSameTab: Story = {
  args: { flow: { status: 'waiting', attemptId, windowGone: false }, opens: 'redirect' },
  play: async (story) => {
    await reads({
      status: 'Finish at {p}',
      text: ['You have not allowed access yet. Nothing is shared.'],
      buttons: ['Cancel {name}', 'Continue in this tab'],
    })(story)
    await presses(/^Continue/, 'connect', { mode: 'redirect' })(story)
  },
}

export const Finishing: Story = {
  args: { flow: { status: 'finishing', attemptId, since: NOW } },
  play: reads({ status: 'Almost done…' }),
}

/** After ten seconds, before the sign-in is sealed: we promise nothing yet. */
export const FinishingSlowly: Story = {
  args: { flow: { status: 'finishing', attemptId, since: NOW - 11_000 } },
  play: reads({ status: 'Taking longer than usual' }),
}

/** After ten seconds, with the sign-in sealed. */
export const SignedInAndSlow: Story = {
  args: { flow: { status: 'finishing', attemptId, since: NOW - 11_000, signedIn: true } },
  play: reads({
    status: 'Taking longer than usual',
    text: ['You are signed in. We finish this for you. You can close this page.'],
  }),
}

export const ChoosingOrganizations: Story = {
  args: { flow: { status: 'choosing_organizations', attemptId } },
  play: async (story) => {
    await reads({
      status: 'One step left',
      text: ['Choose which organizations to share. Until then, nothing is shared.'],
      buttons: ['Choose organizations', 'Later'],
    })(story)
    await presses(/^Choose/, 'reopen')(story)
    await presses(/^Later/, 'cancel')(story)
    await reads({ status: 'One step left', buttons: ['{name}, one step left, details'] })(story)
  },
}

/** The grower did not come back from the organizations page, today or at an earlier visit. */
export const OrganizationsMissing: Story = {
  args: { connection: { status: 'choose_organizations' } },
  play: async (story) => {
    await reads({ status: 'One step left', buttons: ['Choose organizations', 'Later'] })(story)
    await presses(/^Choose/, 'connect', { step: 'organizations' })(story)
  },
}

export const NoNetwork: Story = {
  args: { flow: { status: 'finishing', attemptId, since: NOW }, online: false },
  play: reads({
    status: 'No connection',
    text: ['Your steps so far are saved. We go on when you are back online.'],
    buttons: ['Cancel {name}', 'Try now'],
  }),
}
