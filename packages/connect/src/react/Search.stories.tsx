import type { ProviderId, ProviderSummary } from '@hitch/protocol'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { connectState, PROVIDERS } from './testing/fixtures.ts'
import { expectLayout } from './testing/story-checks.ts'
import { StoryWidget } from './testing/StoryWidget.tsx'

/** A provider that is newer than this copy of the widget: its id has no colours here. */
const newer = (label: string, ...brands: string[]): ProviderSummary => ({
  ...PROVIDERS.ClimateFieldView,
  id: label.replaceAll(' ', '') as ProviderId,
  label,
  shortLabel: label,
  brands,
})
const providers = [
  ...Object.values(PROVIDERS),
  newer('Müller Électronique', 'Kverneland'),
  newer('Green Cab', 'Fendt', 'Massey Ferguson', 'Valtra'),
  newer('Blue Furrow', 'Lemken'),
]

/** Above a list of more than six accounts. Name and make both find; what does not fit is hidden, and goes on. */
const meta = {
  title: 'Widget/Search',
  component: StoryWidget,
  args: { width: 440, server: { connect: connectState({ providers }) }, onCall: fn() },
  argTypes: {
    width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
    theme: { control: 'inline-radio', options: ['inherit', 'light', 'dark', 'auto'] },
    onCall: { table: { disable: true } },
  },
} satisfies Meta<typeof StoryWidget>

export default meta
type Story = StoryObj<typeof meta>

type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas']
const names = (canvas: Canvas): (string | null)[] =>
  canvas.queryAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)

export const All: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('searchbox', { name: 'Find your account' })).toBeVisible()
    await expect(names(canvas)).toHaveLength(7)
    await expectLayout(canvasElement)
  },
}

/** By a make of machine; the count is read out once the typing has stopped. */
export const ByMake: Story = {
  play: async ({ canvas, canvasElement }) => {
    const field = await canvas.findByRole('searchbox')
    await userEvent.type(field, 'case ih')
    await expect(names(canvas)).toEqual(['CNH FieldOps', 'CNH AFS Connect'])
    await expect(await canvas.findByText('2 accounts found.')).toBeInTheDocument()
    await expectLayout(canvasElement)
    await userEvent.keyboard('{Escape}')
    await expect(field).toHaveValue('')
    await expect(names(canvas)).toHaveLength(7)
    await userEvent.type(field, 'muller elec')
    await expect(names(canvas)).toEqual(['Müller Électronique'])
  },
}

export const NothingFound: Story = {
  play: async ({ canvas, canvasElement }) => {
    const field = await canvas.findByRole('searchbox')
    await userEvent.type(field, 'tractor')
    await expect(canvas.getByRole('heading', { name: 'No account by that name' })).toBeVisible()
    await expect(canvas.getByText('Try the make of your machine, such as Case IH.')).toBeVisible()
    await expect(await canvas.findByText('No account by that name.')).toBeInTheDocument()
    await expectLayout(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Clear search' }))
    await expect(field).toHaveFocus()
    await expect(names(canvas)).toHaveLength(7)
    await userEvent.type(field, 'tractor')
  },
}

/** Six are seen at a glance. */
export const SixNeedNone: Story = {
  args: { server: { connect: connectState({ providers: providers.slice(0, 6) }) } },
  play: async ({ canvas }) => {
    await waitFor(() => expect(names(canvas)).toHaveLength(6))
    await expect(canvas.queryByRole('searchbox')).toBeNull()
  },
}
