import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { EventStage } from './event-stage.tsx'

const meta = {
  title: 'Guides/Events',
  component: EventStage,
} satisfies Meta<typeof EventStage>

export default meta
type Story = StoryObj<typeof meta>

const patient = { timeout: 5000 }

const told = (canvasElement: HTMLElement): string[] =>
  within(within(canvasElement).getByRole('log', { name: 'What the host is told' }))
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent.split(/ (?=\{)/)[0]?.trim() ?? '')

/** Press Connect, and be the grower at the provider: what the host is told scrolls by as it happens. */
export const AsTheyHappen: Story = {
  play: async ({ canvas, canvasElement }) => {
    const press = async (name: string): Promise<void> =>
      userEvent.click(await canvas.findByRole('button', { name }, patient))
    await press('Connect John Deere')
    await press('Continue to John Deere')
    await press('Allow')
    await waitFor(() => expect(told(canvasElement)).toContain('onSuccess JohnDeere'), patient)
    await press('Done')

    await press('Connect CNH FieldOps')
    await press('Continue to FieldOps')
    await press('Refuse')
    await canvas.findByRole('heading', { name: 'You did not allow access' }, patient)

    await waitFor(
      () =>
        expect(told(canvasElement)).toEqual([
          'onEvent ready',
          'onEvent provider_selected',
          'onEvent consent_accepted',
          'onEvent attempt_started',
          'onEvent provider_opened',
          'onEvent attempt_finished',
          'onEvent connection_changed',
          'onSuccess JohnDeere',
          'onEvent exit',
          'onExit done',
          'onEvent provider_selected',
          'onEvent consent_accepted',
          'onEvent attempt_started',
          'onEvent provider_opened',
          'onEvent attempt_finished',
        ]),
      patient,
    )
  },
}
