import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import type { CoreState } from '../core/types.ts'
import { connectionOf, connectState, NOW, PROVIDERS } from './testing/fixtures.ts'
import { arabic } from './testing/other-languages.ts'
import { expectLayout, expectNoOverflow } from './testing/story-checks.ts'
import { StoryWidget } from './testing/StoryWidget.tsx'

/** The whole widget: the list of accounts, or the one message that stands in its place. */
const meta = {
  title: 'Widget',
  component: StoryWidget,
  args: { width: 440, server: { connect: connectState() }, onCall: fn() },
  argTypes: {
    width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
    locale: { control: 'select', options: ['en', 'pt-BR', 'es', 'fr', 'de'] },
    theme: { control: 'inline-radio', options: ['inherit', 'light', 'dark', 'auto'] },
    onCall: { table: { disable: true } },
  },
} satisfies Meta<typeof StoryWidget>

export default meta
type Story = StoryObj<typeof meta>

const inProgress = connectState({
  providers: [
    PROVIDERS.JohnDeere,
    { ...PROVIDERS.CNHIFieldOps, environment: 'STAGE' },
    { ...PROVIDERS.CNHI },
    { ...PROVIDERS.ClimateFieldView, availability: 'down' },
  ],
  connections: [
    connectionOf('JohnDeere', { createdTime: new Date(NOW - 60_000).toISOString() }),
    connectionOf('CNHI', { status: 'needs_attention' }),
  ],
})
const waiting: Partial<CoreState> = {
  flows: { CNHIFieldOps: { status: 'waiting', attemptId: 'att_9f2c', windowGone: false } },
}

export const FirstVisit: Story = {
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getAllByRole('button')).toHaveLength(4))
    await expect(canvas.getByRole('region', { name: 'Connect your farm data' })).toBeVisible()
    await expect(canvas.getByText('Northfield Grain')).toBeVisible()
    await expect(canvas.getByText(/Your password never comes here/)).toBeVisible()
    await expect(await canvas.findByText('4 accounts. 0 connected.')).toBeInTheDocument()
    await expectLayout(canvasElement)
  },
}

/** Two at once: one at the provider, one that asks for attention. Only what asks for something is tinted. */
export const InProgress: Story = {
  args: { server: { connect: inProgress, progress: { fields: 12 } }, core: waiting },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement).toHaveTextContent('12 fields so far'))
    await expect(canvasElement.querySelectorAll('[data-kind="primary"]')).toHaveLength(1)
    await expect(canvasElement.querySelectorAll('.hitch-tile[data-tone]')).toHaveLength(1)
    await expect(canvasElement).toHaveTextContent('Finish at FieldOps')
    await expectLayout(canvasElement)
  },
}

/** Title, first line and password line are real at once; the rows have the tiles' height, so nothing moves. */
export const Loading: Story = {
  args: { server: { connect: 'never' }, providers: ['JohnDeere', 'CNHI', 'CNHIFieldOps'] },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole('region')).toHaveAttribute('aria-busy', 'true')
    await expect(canvas.getByText('Loading your accounts')).toBeInTheDocument()
    await expect(canvasElement.querySelectorAll('[data-state="skeleton"]')).toHaveLength(3)
    await expectLayout(canvasElement)
  },
}

export const Offline: Story = {
  args: {
    server: { connect: connectState({ connections: [connectionOf('JohnDeere')] }) },
    core: { online: false },
  },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getByText('You are offline')).toBeVisible())
    const connects = await canvas.findAllByRole('button', { name: /^Connect / })
    await expect(connects.map((button) => button.getAttribute('aria-disabled'))).toEqual(['true', 'true', 'true'])
    await expectLayout(canvasElement)
  },
}

export const SessionExpired: Story = {
  args: { core: { session: { status: 'failed', error: { code: 'session_expired' } } } },
  play: async ({ args, canvas }) => {
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'This page was open too long' })).toBeVisible())
    await expect(canvas.getByText(/Your connected accounts keep working/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Start again' }))
    await expect(args.onCall).toHaveBeenCalledWith('restartSession')
  },
}

export const NoProviders: Story = {
  args: { server: { connect: connectState({ providers: [] }) } },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'Nothing to connect yet' })).toBeVisible())
    await expect(canvas.getByText(/has not set up any accounts here/)).toBeVisible()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

export const CannotLoad: Story = {
  args: { server: { connect: { code: 'invalid_request', requestId: 'req_9PX42C' } } },
  play: async ({ args, canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'We cannot load your accounts' })).toBeVisible())
    await expect(canvas.getByText('req_9PX42C')).toBeVisible()
    await expect(canvas.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Try again', 'Copy'])
    await expectNoOverflow(within(canvasElement).getByTestId('box'))
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(args.onCall).toHaveBeenCalledWith('restartSession')
  },
}

/** The host's page may not connect: nothing that a grower could do. */
export const NotAllowed: Story = {
  args: { server: { connect: { code: 'origin_not_allowed', requestId: 'req_B6RN77' } } },
  play: async ({ canvas }) => {
    await waitFor(() =>
      expect(canvas.getByRole('heading', { name: 'This page is not allowed to connect' })).toBeVisible(),
    )
    await expect(canvas.getByText('req_B6RN77')).toBeVisible()
    await expect(canvas.getAllByRole('button')).toHaveLength(1)
  },
}

const cnh = [PROVIDERS.CNHIFieldOps, PROVIDERS.CNHI]

/** AFS Connect is connected and FieldOps is not yet. */
export const LegacyBefore: Story = {
  args: { server: { connect: connectState({ providers: cnh, connections: [connectionOf('CNHI')] }) } },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getByText(/Connect it above when you are ready/)).toBeVisible())
    await expect(canvas.getByText('New')).toBeVisible()
    await expect(canvas.getByText('Older')).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /^Remove/ })).toBeNull()
    await expectLayout(canvasElement)
  },
}

/** Both are connected: the grower is asked, and nothing is removed unasked. */
export const LegacyAfter: Story = {
  args: {
    server: {
      connect: connectState({ providers: cnh, connections: [connectionOf('CNHI'), connectionOf('CNHIFieldOps')] }),
    },
  },
  beforeEach: () => localStorage.removeItem('hitch.keeps-both'),
  play: async ({ args, canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove AFS Connect' }))
    await expect(canvasElement).toHaveTextContent('Disconnect AFS Connect?')
    await expect(args.onCall).not.toHaveBeenCalledWith('disconnect', 'CNHI')
    await userEvent.click(canvas.getByRole('button', { name: 'Keep connected' }))
    await expectLayout(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Keep both' }))
    await expect(canvas.queryByText(/You may see each field twice/)).toBeNull()
  },
}

/** The details of the older one say the same, and ask in a pane before anything is removed. */
export const LegacyInDetails: Story = {
  args: { ...LegacyAfter.args },
  beforeEach: () => localStorage.removeItem('hitch.keeps-both'),
  play: async ({ args, canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'CNH AFS Connect, connected, details' }))
    const twice = (): Element | null => canvasElement.querySelector('.hitch-pane .hitch-need')
    await waitFor(() => expect(twice()).toHaveTextContent('You may see each field twice. FieldOps is the newer system'))
    await expect(canvas.queryByRole('button', { name: 'Disconnect' })).toBeNull()
    await expectNoOverflow(within(canvasElement).getByTestId('box'))
    await userEvent.click(canvas.getByRole('button', { name: 'Remove AFS Connect' }))
    await expect(await canvas.findByRole('heading', { name: 'Disconnect AFS Connect?' })).toHaveFocus()
    await userEvent.click(canvas.getByRole('button', { name: 'Keep connected' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Keep both' }))
    await waitFor(() => expect(twice()).toBeNull())
    await expect(canvas.getByRole('button', { name: 'Disconnect' })).toBeVisible()
    await expect(args.onCall).not.toHaveBeenCalledWith('disconnect', 'CNHI')
  },
}

/** A phone of 320 px. */
export const Narrow: Story = {
  args: { ...InProgress.args, width: 320 },
  play: InProgress.play ?? (() => {}),
}

/** Where the tags have no room beside the names, they stand before the status. */
export const Tagged: Story = {
  args: {
    width: 360,
    server: {
      connect: connectState({
        providers: Object.values(PROVIDERS).map((provider) => ({ ...provider, environment: 'STAGE' })),
        connections: [connectionOf('CNHI', { status: 'needs_attention' })],
      }),
    },
  },
  play: async ({ canvas, canvasElement }) => {
    const heading = await canvas.findByRole('heading', { name: /^CNH FieldOps Test environment New$/ })
    await expectLayout(canvasElement)
    const status = heading.parentElement?.querySelector('.hitch-status') as Element
    await expect(getComputedStyle(status, '::before').content).toBe('"Test · New" / ""')
    await expect(status).toHaveTextContent(/^Only test accounts work here$/)
  },
}

export const LongNames: Story = {
  args: {
    width: 320,
    server: {
      connect: {
        ...inProgress,
        session: {
          ...inProgress.session,
          brand: { name: 'Landwirtschaftliche Hauptgenossenschaft Schleswig-Holstein-Mecklenburg' },
        },
      },
    },
    core: waiting,
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText(/Hauptgenossenschaft/)).toBeInTheDocument()
    await expect(await canvas.findByRole('button', { name: 'Reopen window' })).toBeInTheDocument()
    await expectNoOverflow(within(canvasElement).getByTestId('box'))
  },
}

/** Portuguese runs longer: nothing is cut, and rows keep their height. */
export const LongerWords: Story = {
  args: { ...InProgress.args, width: 320, locale: 'pt-BR' },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('button', { name: 'Continuar nesta aba' })).toBeInTheDocument()
    await expect(canvas.getByRole('region', { name: /fazenda/ })).toHaveAttribute('lang', 'pt-BR')
    await expectLayout(canvasElement)
  },
}

/** Everything is mirrored, names keep their own direction. */
export const RightToLeft: Story = {
  args: {
    dir: 'rtl',
    locale: 'ar',
    messages: arabic,
    server: {
      connect: connectState({
        connections: [connectionOf('JohnDeere'), connectionOf('CNHI', { status: 'needs_attention' })],
      }),
    },
  },
  play: async ({ canvas, canvasElement }) => {
    const name = await canvas.findByText('John Deere')
    const mark = canvasElement.querySelector('.hitch-mark')
    await expect(mark?.getBoundingClientRect().left).toBeGreaterThan(name.getBoundingClientRect().right)
    await expectLayout(canvasElement)
  },
}

/** An accent alone is enough: the text on it, its edge and the links derive from it. */
export const OwnColours: Story = {
  args: {
    ...InProgress.args,
    appearance: { variables: { accent: '#f5b400', radius: '6px', surface: '#10151d', text: '#e9eef6' } },
    theme: 'dark',
  },
  play: async ({ canvas, canvasElement }) => {
    const frame = canvasElement.querySelector<HTMLElement>('.hitch')
    await expect(frame?.style.getPropertyValue('--hitch-accent')).toBe('#f5b400')
    const button = await canvas.findByRole('button', { name: 'Reconnect' })
    await expect(getComputedStyle(button).backgroundColor).toBe('rgb(245, 180, 0)')
    await expectLayout(canvasElement)
  },
}

const logo = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><circle cx="14" cy="14" r="12" fill="#2c6a34"/></svg>')}`

/** Where a host may use the companies' logos. */
export const OwnLogos: Story = {
  args: { logos: { JohnDeere: logo } },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getByText('John Deere')).toBeVisible())
    await expect(canvasElement.querySelector('[data-provider="JohnDeere"] img')).toHaveAttribute('alt', '')
    await expectLayout(canvasElement)
  },
}
