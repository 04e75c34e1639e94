import { ERRORS, type ErrorCode } from '@hitch/protocol'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, within } from 'storybook/test'
import { storyArgs, storyArgTypes } from './testing/story-args.ts'
import { findTile, reads, type Reads } from './testing/story-checks.ts'
import { StoryTile, type StoryTileArgs } from './testing/StoryTile.tsx'

interface TroubleArgs extends Omit<StoryTileArgs, 'flow'> {
  code: ErrorCode
}

/**
 * An attempt that stopped. What happened, then what to do. Caution: the grower can mend it; red: the grower cannot; no
 * colour: nothing is wrong.
 */
const meta = {
  title: 'Tile/Trouble',
  component: StoryTile,
  render: ({ code, ...args }: TroubleArgs) => (
    <StoryTile
      {...args}
      flow={{ status: 'settled', attemptId: 'att_9f2c', outcome: { status: 'failed', error: { code, retry: 'now' } } }}
    />
  ),
  args: { ...storyArgs, code: 'internal', onCall: fn() },
  argTypes: { ...storyArgTypes, code: { control: 'select', options: Object.keys(ERRORS) } },
} satisfies Meta<TroubleArgs>

export default meta
type Story = StoryObj<TroubleArgs>

const trouble = (code: ErrorCode, { buttons = [], ...words }: Reads, args: Partial<TroubleArgs> = {}): Story => ({
  args: { code, ...args },
  play: reads({ ...words, buttons: ['Close {name}', ...buttons] }),
})

export const AccessDenied: Story = {
  args: { code: 'access_denied' },
  play: async (story) => {
    const { args, canvasElement } = story
    await reads({
      status: 'You did not allow access',
      text: ['Nothing was shared. You can try again.'],
      buttons: ['Close {name}', 'Try again'],
    })(story)
    const tile = await findTile(canvasElement, args)
    await userEvent.click(within(tile).getByRole('button', { name: 'Try again' }))
    await expect(args.onCall).toHaveBeenCalledWith('connect', args.provider)
    await userEvent.click(within(tile).getByRole('button', { name: /^Close/ }))
    await reads({ status: '{brands}', buttons: ['Connect {name}'] })(story)
  },
}

export const GrowerNotAuthorized: Story = trouble(
  'grower_not_authorized',
  {
    status: '{p} did not let you in',
    text: ['Ask for the Farm Manager title in {p}.', 'Sign in to {p} once.', 'Come back and try again.'],
    buttons: ['Try again'],
  },
  { provider: 'CNHIFieldOps' },
)

export const EnvironmentMismatch: Story = trouble('environment_mismatch', {
  status: 'This account does not fit here',
  text: ['This page takes live accounts only. Use another account, or ask {b}.', 'att_9f2c'],
  buttons: ['Try another account', 'Copy'],
})

export const CredentialRejected: Story = trouble('credential_rejected', {
  status: '{p} did not accept this sign-in',
  text: ['Please sign in again.'],
  buttons: ['Try again'],
})

/** The connection that stood before stands still. */
export const CredentialRejectedOverConnection: Story = trouble(
  'credential_rejected',
  {
    status: '{p} did not accept this sign-in',
    text: ['Please sign in again. Your connection works as before.'],
    buttons: ['Try again'],
  },
  { connection: {} },
)

export const AttemptExpired: Story = trouble('attempt_expired', {
  status: 'The sign-in took too long',
  text: ['Nothing was shared. Please sign in again.'],
  buttons: ['Try again'],
})

export const AttemptSuperseded: Story = trouble('attempt_superseded', {
  status: 'You started again in another window',
  text: ['Go on there. Nothing is lost.'],
})

export const ProviderNotConfigured: Story = trouble('provider_not_configured', {
  status: 'Not working right now',
  text: ['The problem is in our setup, not with you. Please tell {b}.', 'att_9f2c'],
  buttons: ['Copy'],
})

export const ProviderUnavailable: Story = trouble('provider_unavailable', {
  status: '{p} is not answering',
  text: ['Your account is fine. Try again in a few minutes.'],
  buttons: ['Try again'],
})

export const LeafUnavailable: Story = trouble('leaf_unavailable', {
  status: 'Not working right now',
  text: ['Nothing was lost. Try again in a few minutes.', 'att_9f2c'],
  buttons: ['Try again', 'Copy'],
})

export const NetworkOffline: Story = trouble('network_offline', {
  status: 'No connection',
  text: ['Nothing was lost. Try again when you are back online.'],
  buttons: ['Try again'],
})

export const RateLimited: Story = trouble('rate_limited', {
  status: 'Too many tries',
  text: ['Wait a minute, then try again.'],
  buttons: ['Try again'],
})

export const Internal: Story = trouble('internal', {
  status: 'Something broke on our side',
  text: ['Please try again.', 'att_9f2c'],
  buttons: ['Try again', 'Copy'],
})

export const ExchangeInterrupted: Story = trouble('exchange_interrupted', {
  status: 'We lost the last step',
  text: ['Something broke on our side. Please sign in once more.'],
  buttons: ['Try again'],
})

export const NotYours: Story = trouble('attempt_not_yours', {
  status: 'Finish in the browser where you began',
  text: ['This one is another. Nothing was shared.'],
  buttons: ['Try again'],
})

export const StateMismatch: Story = trouble('state_mismatch', {
  status: 'This sign-in was started somewhere else',
  text: ['To keep you safe, we stopped it. Nothing was shared. Try again from here.'],
  buttons: ['Try again'],
})

/** Codes come with the server: one that is newer than the widget reads as ours. */
export const NewerCode: Story = trouble('solar_flare' as ErrorCode, {
  status: 'Something broke on our side',
  buttons: ['Try again', 'Copy'],
})
