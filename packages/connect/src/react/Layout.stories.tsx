import { PROVIDER_IDS, type ProviderId } from '@hitch/protocol'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { ConnectRoot } from './ConnectRoot.tsx'
import { createFakeCore } from './testing/fake-core.ts'
import { connectState, NOW } from './testing/fixtures.ts'
import { withLargeText } from './testing/story-checks.ts'
import { bring, FIRST, STEPS, type Step } from './testing/walk.ts'

interface WalkArgs {
  provider: ProviderId
  /** Of the box around the widget, in pixels. */
  width: number
  dir: 'ltr' | 'rtl'
  /** How long each state is shown, in milliseconds. */
  pace: number
}

const fake = createFakeCore({ connect: connectState() })

/**
 * One account goes through all of its states, one after the other. No row moves, and none changes its height: more to say
 * opens beneath the row, and pushes only what stands below it, by its own height.
 */
const meta = {
  title: 'Widget/Layout',
  // Boxes have no colours: once is enough.
  tags: ['any-theme'],
  render: ({ width, dir }: WalkArgs) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }} data-testid="box" dir={dir}>
      <ConnectRoot
        baseUrl="https://connect.example"
        fetchSession={() => Promise.resolve('token')}
        createCore={fake.create}
        isFramed={() => false}
        now={() => NOW}
      />
    </div>
  ),
  args: { provider: 'CNHIFieldOps', width: 440, dir: 'ltr', pace: 0 },
  argTypes: {
    provider: { control: 'inline-radio', options: PROVIDER_IDS },
    width: { control: { type: 'range', min: 240, max: 640, step: 10 } },
    dir: { control: 'inline-radio', options: ['ltr', 'rtl'] },
    pace: { control: { type: 'range', min: 0, max: 2000, step: 100 } },
  },
} satisfies Meta<WalkArgs>

export default meta
type Story = StoryObj<WalkArgs>

interface Box {
  top: number
  height: number
}

const px = (value: number): number => Math.round(value * 8) / 8

/** Every row, from the top of the list. */
const rowsIn = (box: HTMLElement): Box[] => {
  const from = box.querySelector('.hitch-tiles')?.getBoundingClientRect().top ?? 0
  return [...box.querySelectorAll('.hitch-row')].map((row) => {
    const { top, height } = row.getBoundingClientRect()
    return { top: px(top - from), height: px(height) }
  })
}

interface Seen {
  rows: Box[]
  /** How far the walking tile reaches out below its row. */
  tray: number
}

const seenIn = (box: HTMLElement, tile: HTMLElement): Seen => {
  const row = tile.querySelector('.hitch-row') as HTMLElement
  return { rows: rowsIn(box), tray: px(tile.getBoundingClientRect().bottom - row.getBoundingClientRect().bottom) }
}

/** Where everything stands at each of the widths. */
const measured = (box: HTMLElement, tile: HTMLElement): Seen[] => {
  const { inlineSize } = box.style
  const seen = [440, 320, 280].map((width) => {
    box.style.inlineSize = `${width}px`
    return seenIn(box, tile)
  })
  box.style.inlineSize = inlineSize
  return seen
}

/** Where rows must stand, if only the one at `place` has changed, by what stands below it now and by its own `growth`. */
const pushed = ({ rows }: Seen, place: number, tray: number, growth = 0): Box[] =>
  rows.map(({ top, height }, index) => ({
    top: index > place ? px(top + tray + growth) : top,
    height: index === place ? px(height + growth) : height,
  }))

const walk: NonNullable<Story['play']> = async ({ args: { provider, pace }, canvasElement }) => {
  const box = within(canvasElement).getByTestId('box')
  const place = PROVIDER_IDS.indexOf(provider)
  const tile = (): HTMLElement => box.querySelectorAll<HTMLElement>('.hitch-tile')[place] as HTMLElement
  const take = async (step: Step): Promise<void> => {
    await bring(fake, provider, step)
    await waitFor(() => expect(tile()).toHaveAttribute('data-state', step.state))
    await new Promise((resolve) => setTimeout(resolve, pace))
    await new Promise(requestAnimationFrame)
  }
  await waitFor(() => expect(box.querySelectorAll('.hitch-tile')).toHaveLength(PROVIDER_IDS.length))
  await take(FIRST)
  const before = measured(box, tile())
  const beforeLarge = await withLargeText(() => measured(box, tile()))
  for (const step of STEPS) {
    await take(step)
    const now = measured(box, tile())
    await expect(
      now.map(({ rows }) => rows),
      step.name,
    ).toEqual(before.map((was, index) => pushed(was, place, now[index]?.tray ?? 0)))
    // Text twice as large takes what room it needs, but in its own row alone.
    const large = await withLargeText(() => measured(box, tile()))
    await expect(
      large.map(({ rows }) => rows),
      `${step.name}, with large text`,
    ).toEqual(
      beforeLarge.map((was, index) => {
        const growth = (large[index]?.rows[place]?.height ?? 0) - (was.rows[place]?.height ?? 0)
        return pushed(was, place, large[index]?.tray ?? 0, growth)
      }),
    )
  }
}

export const NothingMoves: Story = { play: walk }

export const NothingMovesMirrored: Story = { args: { provider: 'JohnDeere', dir: 'rtl' }, play: walk }
