import type { ArgTypes, Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { contrast, createPainter } from '../../styles/testing/contrast.ts'
import type { AppearanceVariables, ConnectProps } from '../connect-props.ts'
import { connectionOf, connectState } from '../testing/fixtures.ts'
import { expectNoOverflow } from '../testing/story-checks.ts'
import { StoryWidget } from '../testing/StoryWidget.tsx'
import { PRESETS, type PresetName } from './presets.ts'

interface ThemingArgs extends Required<AppearanceVariables> {
  preset: PresetName
  theme: NonNullable<ConnectProps['theme']>
  /** Of the box around the widget, in pixels. */
  width: number
}

const colour = (description: string, defaultValue: string) => ({
  control: { type: 'color' as const },
  description,
  table: { category: 'Colours', defaultValue: { summary: defaultValue } },
})
const shape = (description: string, defaultValue: string) => ({
  control: { type: 'text' as const },
  description,
  table: { category: 'Shape, type and motion', defaultValue: { summary: defaultValue } },
})

/** One control for each variable: the compiler asks for one that is forgotten. */
const variableControls: Required<{ [Name in keyof AppearanceVariables]: ArgTypes[string] }> = {
  accent: colour('Filled button, links, focus ring. What is written on it turns black or white by itself.', 'ink'),
  surface: colour('Ground. Set it together with the text.', '#fff, dark: #141815'),
  text: colour('Words. Muted words, edges, lines and tints derive from it and the surface.', '#161c18, dark: #edf1ed'),
  positive: colour('Icons of what went well.', '#17693a, dark: #79d19c'),
  caution: colour('Icons and tags where the grower can mend it.', '#875000, dark: #f0b860'),
  critical: colour('Icons where the grower cannot; the button that disconnects.', '#b0241c, dark: #ff968b'),
  line: colour('Dividers and the frame’s edge.', '13 % of the text'),
  focus: colour('Focus ring.', 'derived from the accent'),
  radius: shape('Corners of the frame.', '0.75rem'),
  controlRadius: shape('Corners of buttons.', '2/3 of radius'),
  markRadius: shape('Corners of the providers’ marks.', '3/4 of radius'),
  font: shape('Family of all text. The widget loads none.', 'the system’s'),
  fontSize: shape('All sizes scale with it.', '1rem'),
  space: shape('Unit of the grid; 3px is compact.', '0.25rem'),
  shadow: shape('Of the dialog alone.', 'soft, below'),
  motion: shape('0: nothing moves; 2: half as fast.', '1'),
}
const unset = Object.fromEntries(
  Object.keys(variableControls).map((name) => [name, '']),
) as Required<AppearanceVariables>

const server = {
  connect: connectState({
    connections: [connectionOf('JohnDeere'), connectionOf('CNHIFieldOps', { status: 'needs_attention' })],
  }),
}

const Themed = ({ preset, theme, width, ...own }: ThemingArgs) => {
  const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value))
  return (
    <StoryWidget
      width={width}
      server={server}
      onCall={fn()}
      theme={theme === 'inherit' ? PRESETS[preset].theme : theme}
      appearance={{ variables: { ...PRESETS[preset].variables, ...set } }}
    />
  )
}

const meta = {
  title: 'Guides/Theming',
  render: Themed,
  args: { preset: 'none', theme: 'inherit', width: 440, ...unset },
  argTypes: {
    preset: {
      control: 'select',
      options: Object.keys(PRESETS),
      description: 'A host as it might be; below you change it.',
    },
    theme: {
      control: 'inline-radio',
      options: ['inherit', 'light', 'dark', 'auto'],
      description: '`inherit`: the `color-scheme` of the place where the widget stands; `auto`: the system’s.',
    },
    width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
    ...variableControls,
  },
} satisfies Meta<ThemingArgs>

export default meta
type Story = StoryObj<ThemingArgs>

const paint = createPainter()

/** What the filled button looks like, once it is there. */
const filledButton = async (box: HTMLElement): Promise<CSSStyleDeclaration> =>
  getComputedStyle(await within(box).findByRole('button', { name: 'Reconnect' }))

/** Every variable is a control: what you set is on the page at once. */
export const Playground: Story = {
  args: { accent: '#6750a4', controlRadius: '20px' },
  play: async ({ canvasElement }) => {
    const { backgroundColor, borderRadius } = await filledButton(canvasElement)
    await expect(backgroundColor).toBe('rgb(103, 80, 164)')
    await expect(borderRadius).toBe('20px')
  },
}

const BRANDS = (Object.keys(PRESETS) as PresetName[]).filter((name) => name !== 'none')

/** Six hosts. What is written on their accents can be read, and nothing else was set than what stands below each. */
export const Brands: Story = {
  render: () => (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24 }}>
      {BRANDS.map((name) => (
        <figure key={name} data-brand={name} style={{ margin: 0, inlineSize: 360 }}>
          <Themed {...unset} preset={name} theme="inherit" width={360} />
          <figcaption style={{ marginBlockStart: 8, font: '13px/1.4 system-ui, sans-serif' }}>
            {Object.entries({ theme: PRESETS[name].theme, ...PRESETS[name].variables })
              .map(([key, value]) => `${key} ${value}`)
              .join(', ')}
          </figcaption>
        </figure>
      ))}
    </div>
  ),
  play: async ({ canvasElement }) => {
    for (const name of BRANDS) {
      const brand = canvasElement.querySelector<HTMLElement>(`[data-brand=${name}]`) as HTMLElement
      const { backgroundColor, color } = await filledButton(brand)
      await waitFor(() => expect(paint(backgroundColor)).toEqual(paint(PRESETS[name].variables.accent)))
      await expect(contrast(paint(color), paint(backgroundColor)), name).toBeGreaterThan(4.5)
      await expectNoOverflow(brand)
    }
  },
}

/** The same widget without a rule of ours: the structure that `unstyled` leaves to a host. */
export const Unstyled: Story = {
  render: ({ width }) => <StoryWidget width={width} server={server} onCall={fn()} unstyled />,
  // What is not styled has no promise of contrast or size of ours.
  parameters: { a11y: { test: 'off' } },
  play: async ({ canvas }) => {
    const tile = (await canvas.findByRole('heading', { name: 'CNH FieldOps' })).closest('.hitch-tile') as HTMLElement
    await expect(tile).toHaveAttribute('data-state', 'needs_attention')
    await expect(getComputedStyle(tile).backgroundColor).toBe('rgba(0, 0, 0, 0)')
  },
}
