import type { ReactElement } from 'react'
import { useClasses } from './class-names.ts'

/** 16 px grid, 1.5 px stroke, round ends. `filled` shapes are outcomes alone; what stands in them is cut out. */
interface Shape {
  filled?: string
  faint?: string
  line: string
}

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z'

const SHAPES = {
  tick: { filled: CIRCLE, line: 'm5 8.25 2 2 4-4.5' },
  triangle: { filled: 'M8 2l6.25 11.5H1.75z', line: 'M8 6v3m0 2.25v.01' },
  octagon: { filled: 'M5.5 1.75h5l3.75 3.75v5l-3.75 3.75h-5l-3.75-3.75v-5z', line: 'M8 4.75v3.75m0 2.5v.01' },
  slashed: { line: `${CIRCLE}M3.5 3.5l9 9` },
  ring: { faint: CIRCLE, line: 'M8 1.5A6.5 6.5 0 0 1 14.5 8' },
  window: { line: 'M7 2.75H2.5v10.75h10.75V9M9.75 2.25h4v4m-.25-3.75-5.75 5.75' },
  blocked: { line: 'M2 2.75h12v10.5H2zM2 6h12M6.4 8.1l3.2 3.2m0-3.2-3.2 3.2' },
  arrows: { line: 'M13.5 6.4A5.8 5.8 0 0 0 3 5.2M2.5 9.6A5.8 5.8 0 0 0 13 10.8M2.75 2.25v3h3m7.5 8.5v-3h-3' },
  map: { line: 'm2 3.4 4-1.5 4 1.5 4-1.5v10.7l-4 1.5-4-1.5-4 1.5zM6 1.9v10.7m4-9.2v10.7' },
  offline: { line: 'm2 2 12 12M5 5.3A4 4 0 0 0 4.6 13h6.9M7.2 3.9a4 4 0 0 1 4.7 3.2 3 3 0 0 1 2.2 4.2' },
  clock: { line: `${CIRCLE}M8 4.5V8l2.4 1.5` },
  lock: { line: 'M3 7h10v7H3zM5 7V4.75a3 3 0 0 1 6 0V7' },
  plug: { line: 'M5.5 1.75v3m5-3v3m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zm4.5 7v2.5' },
  copy: { line: 'M5.25 5.25h8.5v8.5h-8.5zM10.5 5V2.25H2.25v8.25H5' },
  chevron: { line: 'M6 3.25 10.75 8 6 12.75' },
} satisfies Record<string, Shape>

export type IconName = keyof typeof SHAPES

/** Decoration: what it says always stands in words beside it. Only the chevron and the window mirror in RTL. */
export const Icon = ({ name }: { name: IconName }): ReactElement => {
  const { filled, faint, line }: Shape = SHAPES[name]
  return (
    <svg className={useClasses()('icon')} data-icon={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {filled && <path d={filled} data-filled="" />}
      {faint && <path d={faint} opacity=".28" />}
      <path d={line} />
    </svg>
  )
}
