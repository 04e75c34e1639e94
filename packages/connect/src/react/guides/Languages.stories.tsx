import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { connectionOf, connectState, NOW, PROVIDERS } from '../testing/fixtures.ts'
import { arabic } from '../testing/other-languages.ts'
import { expectLayout } from '../testing/story-checks.ts'
import { StoryWidget } from '../testing/StoryWidget.tsx'

interface LanguageArgs {
  /** BCP 47. */
  locale: string
  /** Of the box around the widget, in pixels. */
  width: number
}

/** Enough of what can happen: numbers, a test account, two attempts under way, a connection that has ended. */
const server = {
  connect: connectState({
    providers: [
      PROVIDERS.JohnDeere,
      { ...PROVIDERS.CNHIFieldOps, environment: 'STAGE' },
      PROVIDERS.CNHI,
      PROVIDERS.ClimateFieldView,
    ],
    connections: [
      connectionOf('JohnDeere', { createdTime: new Date(NOW - 60_000).toISOString() }),
      connectionOf('CNHI', { status: 'needs_attention' }),
    ],
  }),
  progress: { fields: 1204 },
}
const core = {
  flows: { CNHIFieldOps: { status: 'waiting' as const, attemptId: 'att_9f2c', windowGone: false } },
}

const isRightToLeft = (locale: string): boolean => locale === 'ar'

const meta = {
  title: 'Guides/Languages',
  render: ({ locale, width }: LanguageArgs) => (
    <StoryWidget
      key={locale}
      width={width}
      server={server}
      core={core}
      onCall={fn()}
      locale={locale}
      {...(isRightToLeft(locale) && { messages: arabic, dir: 'rtl' as const })}
    />
  ),
  args: { locale: 'en', width: 440 },
  argTypes: {
    locale: {
      control: 'inline-radio',
      options: ['en', 'pt-BR', 'es', 'fr', 'de', 'ar'],
      description: 'The last one is no language of ours: a host’s own words for some texts, mirrored.',
    },
    width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
  },
} satisfies Meta<LanguageArgs>

export default meta
type Story = StoryObj<LanguageArgs>

/** In this language: the title, and a number as it is written there. */
const speaks =
  (title: string, number: string): NonNullable<Story['play']> =>
  async ({ args, canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getByRole('region', { name: title })).toHaveAttribute('lang', args.locale))
    await waitFor(() => expect(canvasElement).toHaveTextContent(number))
    await expectLayout(canvasElement)
  }

export const English: Story = { play: speaks('Connect your farm data', '1,204 fields') }

export const Portuguese: Story = {
  args: { locale: 'pt-BR' },
  play: speaks('Conecte os dados da sua fazenda', '1.204 talhões até agora'),
}

export const Spanish: Story = {
  args: { locale: 'es' },
  play: speaks('Conecte sus datos agrícolas', '1204 campos hasta ahora'),
}

export const French: Story = {
  args: { locale: 'fr' },
  play: speaks('Connectez vos données agricoles', '1 204 parcelles pour l’instant'),
}

export const German: Story = {
  args: { locale: 'de' },
  play: speaks('Verbinden Sie Ihre Betriebsdaten', 'Bisher 1.204 Felder'),
}

/** A host’s own words, in a language that runs from right to left: all is mirrored but the names and the numbers. */
export const Mirrored: Story = {
  args: { locale: 'ar' },
  play: speaks('اربط بيانات مزرعتك', '1,204'),
}
