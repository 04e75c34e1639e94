import type { ReactElement } from 'react'

/** 16 px grid, 1.5 px stroke, round ends. `filled` shapes are outcomes alone; what stands in them is cut out. */
const SHAPES = {
  tick: { filled: 'M8 .75a7.25 7.25 0 1 1 0 14.5A7.25 7.25 0 0 1 8 .75z', line: 'm4.9 8.25 2.2 2.2 4-4.6' },
  triangle: {
    filled: 'M6.75 1.65a1.45 1.45 0 0 1 2.5 0l6 10.75a1.45 1.45 0 0 1-1.25 2.15H2a1.45 1.45 0 0 1-1.25-2.15z',
    line: 'M8 5.4V9m0 2.75v.01',
  },
  octagon: {
    filled: 'M5.3 1h5.4L15 5.3v5.4L10.7 15H5.3L1 10.7V5.3z',
    line: 'M8 4.6v4m0 2.75v.01',
  },
  slashed: { line: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM3.5 3.5l9 9' },
  ring: { line: 'M8 1.75A6.25 6.25 0 1 1 1.75 8' },
  window: {
    line: 'M6.75 2.75H4.5a2 2 0 0 0-2 2v6.75a2 2 0 0 0 2 2h6.75a2 2 0 0 0 2-2V9.25M9.75 2.25h4v4m-.25-3.75L7.75 8.25',
  },
  blocked: {
    line: 'M3.5 2.75h9a1.75 1.75 0 0 1 1.75 1.75v7a1.75 1.75 0 0 1-1.75 1.75h-9a1.75 1.75 0 0 1-1.75-1.75v-7A1.75 1.75 0 0 1 3.5 2.75zM1.75 6h12.5M6.4 8.1l3.2 3.2m0-3.2-3.2 3.2',
  },
  arrows: { line: 'M13.5 6.4A5.8 5.8 0 0 0 3 5.2M2.5 9.6A5.8 5.8 0 0 0 13 10.8M2.75 2.25v3h3m7.5 8.5v-3h-3' },
  map: { line: 'm2 3.4 4-1.5 4 1.5 4-1.5v10.7l-4 1.5-4-1.5-4 1.5zM6 1.9v10.7m4-9.2v10.7' },
  offline: { line: 'm2 2 12 12M5 5.3A4 4 0 0 0 4.6 13h6.9M7.2 3.9a4 4 0 0 1 4.7 3.2 3 3 0 0 1 2.2 4.2' },
  clock: { line: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 4.5V8l2.4 1.5' },
  lock: {
    line: 'M4.25 7h7.5a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-7.5a1.5 1.5 0 0 1-1.5-1.5v-4A1.5 1.5 0 0 1 4.25 7zM5 7V4.75a3 3 0 0 1 6 0V7',
  },
  plug: { line: 'M5.5 1.75v3m5-3v3m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zm4.5 7v2.5' },
  copy: {
    line: 'M6.75 5.25h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5a1.5 1.5 0 0 1-1.5-1.5v-5.5a1.5 1.5 0 0 1 1.5-1.5zM10.5 5V3.75a1.5 1.5 0 0 0-1.5-1.5H3.75a1.5 1.5 0 0 0-1.5 1.5V9a1.5 1.5 0 0 0 1.5 1.5H5',
  },
  chevron: { line: 'M6 3.25 10.75 8 6 12.75' },
} satisfies Record<string, { filled?: string; line: string }>

export type IconName = keyof typeof SHAPES

/** Decoration: what it says always stands in words beside it. Only the chevron and the window mirror in RTL. */
export const Icon = ({ name }: { name: IconName }): ReactElement => {
  const shape: { filled?: string; line: string } = SHAPES[name]
  return (
    <svg className="hitch-icon" data-icon={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shape.filled && <path d={shape.filled} data-filled="" />}
      <path d={shape.line} />
    </svg>
  )
}
