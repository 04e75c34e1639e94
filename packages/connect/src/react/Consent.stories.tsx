import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { PROVIDERS } from './testing/fixtures.ts'
import { findPane, paneReads } from './testing/pane-checks.ts'
import { paneArgs, storyArgTypes } from './testing/story-args.ts'
import { StoryTile } from './testing/StoryTile.tsx'

/** Who gets what, before anything opens: who asks, what they can see, what they cannot, what comes next. */
const meta = {
  title: 'Pane/Consent',
  component: StoryTile,
  args: { ...paneArgs, onCall: fn() },
  argTypes: storyArgTypes,
} satisfies Meta<typeof StoryTile>

export default meta
type Story = StoryObj<typeof meta>

const lines = ['Fields and boundaries', 'Planting, spraying and harvest records', 'Machine files', 'See your password']
const asks = { title: 'Connect {name}', text: ['{b} asks to read your farm data.', ...lines] }
const buttons = ['All accounts', 'Continue to {p}']

/** A ticket is fetched while the grower reads, so that the press opens the window at once. */
export const Consent: Story = {
  play: async (story) => {
    const { args, canvasElement } = story
    const pane = within(await findPane(story))
    await expect(pane.getByRole('heading', { level: 2 })).toHaveFocus()
    await paneReads({ ...asks, text: [...asks.text, 'Change anything at {p}'], buttons })(story)
    await expect(args.onCall).toHaveBeenCalledWith('prepare', args.provider)
    await expect(args.onCall).not.toHaveBeenCalledWith('connect', args.provider)
    await userEvent.keyboard('{Escape}')
    const tile = within(canvasElement).getByRole('button', { name: `Connect ${PROVIDERS[args.provider].label}` })
    await waitFor(() => expect(tile).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await userEvent.click(within(await findPane(story)).getByRole('button', { name: /^Continue/ }))
    await expect(args.onCall).toHaveBeenCalledWith('connect', args.provider)
  },
}

/** One provider alone is gone straight to; the page's focus stays where it was. */
export const Alone: Story = {
  args: { beside: false },
  play: async (story) => {
    await paneReads({ ...asks, buttons: ['Continue to {p}'] })(story)
    await expect(story.canvasElement.ownerDocument.activeElement).toBe(document.body)
  },
}

/** The second page at John Deere asks what to share. */
export const Organizations: Story = {
  play: paneReads({
    ...asks,
    text: ['At {p} you will', 'Sign in', 'Allow access', 'Choose which organizations to share'],
    buttons,
  }),
}

/** What FieldOps wants to be done beforehand is said before the window opens. */
export const CheckFirst: Story = {
  args: { provider: 'CNHIFieldOps' },
  play: paneReads({
    ...asks,
    text: ['Check first', 'Your {p} title is Farm Manager', 'You have signed in to {p} at least once'],
    buttons,
  }),
}

export const TestEnvironment: Story = {
  args: { summary: { environment: 'STAGE' } },
  play: paneReads({
    title: 'Connect {name} Test environment',
    text: ['Check first', 'Only test accounts work here'],
    buttons,
  }),
}

/** What may be changed is said, and not denied. */
export const Writes: Story = {
  args: { provider: 'ClimateFieldView', summary: { dataShared: ['fields', 'fields_write', 'prescriptions_write'] } },
  play: async (story) => {
    await paneReads({
      title: 'Connect {name}',
      text: [
        '{b} asks to read and change your farm data.',
        'They can also',
        'Add and change fields and boundaries',
        'Send prescriptions',
      ],
      buttons,
    })(story)
    await expect(within(await findPane(story)).queryByText(/^Change anything/)).toBeNull()
  },
}

export const Degraded: Story = {
  args: { summary: { availability: 'degraded' } },
  play: paneReads({ ...asks, text: ['Slow today, but working'], buttons }),
}

/** The button stays where it is, can be reached, and says why it does nothing. */
export const Offline: Story = {
  args: { online: false, beside: false },
  play: async (story) => {
    await paneReads({ ...asks, text: ['You are offline'], buttons: ['Continue to {p}'] })(story)
    const button = within(await findPane(story)).getByRole('button')
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription('You are offline We go on when you are back online.')
    await userEvent.click(button)
    await expect(story.args.onCall).not.toHaveBeenCalledWith('connect', story.args.provider)
    await expect(story.args.onCall).not.toHaveBeenCalledWith('prepare', story.args.provider)
  },
}

const square = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="6" fill="#b8860b"/></svg>')}`

/** Whose farm it is, and the logo of whoever asks. */
export const FarmAndLogo: Story = {
  args: { subject: 'North Ridge Farm', logoUrl: square },
  play: async (story) => {
    await paneReads({ ...asks, text: ['For North Ridge Farm'], buttons })(story)
    await expect(story.canvasElement.querySelector('[data-provider="brand"] img')).toHaveAttribute('alt', '')
  },
}

/** A logo that does not come is no hole: the initials stand in its place. */
export const LogoDoesNotCome: Story = {
  args: { logoUrl: 'data:image/png,none' },
  play: async (story) => {
    await paneReads({ ...asks, buttons })(story)
    await waitFor(() => expect(story.canvasElement.querySelector('[data-provider="brand"]')).toHaveTextContent('NG'))
  },
}

export const LongNames: Story = {
  args: {
    brand: 'Landwirtschaftliche Hauptgenossenschaft Schleswig-Holstein-Mecklenburg',
    subject: 'Familienbetrieb Hauptgenossenschaftsvorsitzender',
  },
  play: paneReads({ ...asks, buttons }),
}
