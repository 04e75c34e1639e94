import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import type { FlowState } from '../core/types.ts'
import { connectionOf, NOW } from './testing/fixtures.ts'
import { couplingTop, findPane, paneReads, type PaneReads } from './testing/pane-checks.ts'
import { paneArgs, storyArgTypes } from './testing/story-args.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

/**
 * One provider on its way, all in one place. The coupling tells the story: apart, approaching, in the eye, joined. It
 * never moves.
 */
const meta = {
  title: 'Pane/Connecting',
  component: StoryTile,
  args: { ...paneArgs, beside: false, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

const attemptId = 'att_9f2c'

/** Where the coupling stands below the frame's top, its line included: without a way back, and with one. */
const BELOW_EDGE = 25
const BELOW_BAR = 61

/** The pane of one provider alone, with an attempt at one moment. */
const at = (
  flow: FlowState,
  reads: PaneReads,
  args: Pick<Partial<StoryTileArgs>, 'framed' | 'online' | 'opens'> = {},
): Story => ({
  args: { flow, ...args },
  play: async (story) => {
    await paneReads(reads)(story)
    await expect(couplingTop(story)).toBe(BELOW_EDGE)
  },
})

/** Presses a button of the pane and tells what the core was asked. */
const presses =
  (name: string | RegExp, ...call: unknown[]) =>
  async (story: { canvasElement: HTMLElement; args: StoryTileArgs }): Promise<void> => {
    await userEvent.click(within(await findPane(story)).getByRole('button', { name }))
    await expect(story.args.onCall).toHaveBeenCalledWith(call[0], story.args.provider, ...call.slice(1))
  }

export const Opening: Story = at({ status: 'opening' }, { title: 'Opening {p}…', buttons: ['Cancel'] })

export const PopupBlocked: Story = {
  args: { flow: { status: 'blocked' } },
  play: async (story) => {
    await paneReads({
      title: 'Your browser stopped the window',
      text: ['Tap the button to open it.'],
      buttons: ['Open {p}', 'Continue in this tab', 'Cancel'],
    })(story)
    await presses('Continue in this tab', 'connect', { mode: 'redirect' })(story)
  },
}

export const Waiting: Story = {
  args: { flow: { status: 'waiting', attemptId, windowGone: false } },
  play: async (story) => {
    await paneReads({
      title: 'Finish at {p}',
      text: ['Sign in and allow access in the other window. This page goes on by itself.'],
      buttons: ['Reopen window', 'Continue in this tab', 'Cancel'],
    })(story)
    await presses('Reopen window', 'reopen')(story)
    await presses('Cancel', 'cancel')(story)
  },
}

/** Inside an iframe the tab is not ours to leave. */
export const WaitingInFrame: Story = at(
  { status: 'waiting', attemptId, windowGone: false },
  { title: 'Finish at {p}', buttons: ['Reopen window', 'Cancel'] },
  { framed: true },
)

/** The grower has come back in the same tab before the end: there is no other window. */
export const WaitingInSameTab: Story = at(
  { status: 'waiting', attemptId, windowGone: false },
  {
    title: 'Finish at {p}',
    text: ['You have not allowed access yet. Nothing is shared.'],
    buttons: ['Continue in this tab', 'Cancel'],
  },
  { opens: 'redirect' },
)

/** The code is with the server, the sign-in is not sealed yet: we promise nothing. */
export const Finishing: Story = at(
  { status: 'finishing', attemptId, since: NOW },
  { title: 'Almost done…', text: ['We are checking access with {p}. This takes a few seconds.'], buttons: [] },
)

export const FinishingSealed: Story = at(
  { status: 'finishing', attemptId, since: NOW, signedIn: true },
  { title: 'Almost done…', text: ['We finish this for you. You can close this page.'], buttons: [] },
)

/** After ten seconds the words change. */
export const FinishingSlowly: Story = at(
  { status: 'finishing', attemptId, since: NOW - 11_000, signedIn: true },
  { title: 'Taking longer than usual', text: ['You are signed in. We finish this for you.'], buttons: [] },
)

export const ChoosingOrganizations: Story = {
  args: { flow: { status: 'choosing_organizations', attemptId }, beside: false },
  play: async (story) => {
    await paneReads({
      title: 'Choose what to share',
      text: [
        'One step left. Pick your organizations at {p}. Until then, nothing is shared.',
        'You can change your choice at any time.',
      ],
      buttons: ['Choose organizations', 'Later'],
    })(story)
    await presses('Choose organizations', 'reopen')(story)
  },
}

export const NoNetwork: Story = at(
  { status: 'finishing', attemptId, since: NOW },
  {
    title: 'No connection',
    text: ['Your steps so far are saved. We go on when you are back online.'],
    buttons: ['Try now', 'Cancel'],
  },
  { online: false },
)

/** "Signed in" is not "connected". */
export const Checking: Story = {
  args: {
    begins: {
      status: 'settled',
      attemptId,
      outcome: { status: 'connected', connection: connectionOf('JohnDeere', { status: 'checking' }) },
    },
    afterwards: { status: 'checking' },
  },
  play: async (story) => {
    await presses(/^Continue/, 'connect')(story)
    await paneReads({
      title: 'Signed in. Checking access…',
      text: ['We finish this for you. You can close this page.'],
      buttons: ['Done'],
    })(story)
    await expect(story.canvasElement.querySelector('.hitch-coupling')).toHaveAttribute('data-state', 'in')
  },
}

const justNow = new Date(NOW - 60_000).toISOString()

/** The server has said so. */
export const Connected: Story = {
  args: {
    beside: true,
    begins: {
      status: 'settled',
      attemptId,
      outcome: { status: 'connected', connection: connectionOf('JohnDeere', { createdTime: justNow }) },
    },
    afterwards: { createdTime: justNow },
    progress: { fields: 38 },
  },
  play: async (story) => {
    await presses(/^Continue/, 'connect')(story)
    await paneReads({
      title: '{p} is connected',
      text: ['Your fields are on their way to {b}. The first time can take a few hours.'],
      buttons: ['All accounts', 'Done', 'Connect another account'],
    })(story)
    await expect(story.canvasElement.querySelector('.hitch-coupling')).toHaveAttribute('data-state', 'joined')
    await expect(couplingTop(story)).toBe(BELOW_BAR)
  },
}

const mismatch: FlowState = {
  status: 'settled',
  attemptId,
  outcome: { status: 'failed', error: { code: 'environment_mismatch', retry: 'now' } },
}

/** The tile's own words, and its buttons. */
export const Trouble: Story = at(mismatch, {
  title: 'This account does not fit here',
  text: ['This page takes live accounts only. Use another account, or ask {b}.', 'Reference att_9f2c'],
  buttons: ['Try another account', 'Close', 'Copy'],
})

/** What stopped can be begun again, or be done with. */
export const TroubleClosed: Story = {
  args: { flow: mismatch },
  play: async (story) => {
    await presses('Try another account', 'connect')(story)
    await userEvent.click(within(await findPane(story)).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(story.canvasElement).toHaveTextContent('They can see'))
  },
}

/** What the grower can do stands in order. */
export const NotAuthorized: Story = at(
  {
    status: 'settled',
    attemptId,
    outcome: { status: 'failed', error: { code: 'grower_not_authorized', retry: 'now' } },
  },
  {
    title: '{p} did not let you in',
    text: ['Ask for the Farm Manager title in {p}.', 'Sign in to {p} once.', 'Come back and try again.'],
    buttons: ['Try again', 'Close'],
  },
)
