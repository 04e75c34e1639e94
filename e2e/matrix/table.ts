import { endingOf, type Ending } from './expected.ts'
import { factorNames, FACTORS, nameOf } from './factors.ts'
import { seconds, worstOf, type Played } from './run-cases.ts'

/** A whole run in one engine. */
export interface Run {
  version: string
  selection: 'all' | 'pairwise'
  played: readonly Played[]
  begun: Date
  minutes: number
}

const ENDINGS: readonly Ending[] = ['connected', 'blocked_by_host_policy', 'cancelled']

/** What docs/popup-matrix.md says of a run: how many cases, how each value of each factor did, and what failed. */
export const sectionOf = ({ version, selection, played, begun, minutes }: Run): string => {
  const good = played.filter(({ complaints }) => complaints.length === 0)
  const failed = played.filter(({ complaints }) => complaints.length > 0)
  const rows = factorNames.flatMap((factor) =>
    FACTORS[factor].map((value) => {
      const with_ = played.filter((one) => one.case[factor] === value)
      return [factor, value, ...numbersOf(with_)]
    }),
  )
  return [
    `${version}, ${begun.toISOString().slice(0, 10)}: ${played.length} cases (${selection}) in ${minutes.toFixed(0)} min, ` +
      `${good.length} as expected; ${worstOf(played)}.`,
    '',
    tableOf(
      ['factor', 'value', 'cases', 'as expected', ...ENDINGS.map((ending) => `\`${ending}\``), 'shown within'],
      rows,
    ),
    ...(failed.length === 0
      ? []
      : ['', 'Not as expected:', '', ...failed.map((one) => `- ${nameOf(one.case)}: ${one.complaints.join('; ')}`)]),
  ].join('\n')
}

const numbersOf = (played: readonly Played[]): string[] => {
  const good = played.filter(({ complaints }) => complaints.length === 0)
  const lags = played.flatMap(({ worst }) => worst?.ms ?? [])
  return [
    `${played.length}`,
    `${good.length}`,
    ...ENDINGS.map((ending) => `${good.filter((one) => endingOf(one.case) === ending).length}`),
    lags.length === 0 ? '-' : seconds(Math.max(...lags)),
  ]
}

/** Padded as oxfmt pads it. */
const tableOf = (head: string[], rows: string[][]): string => {
  const widths = head.map((cell, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? cell.length)),
  )
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** The page with another text between an engine's two markers. */
export const putSection = (page: string, engine: string, section: string): string => {
  const [begin, end] = [`<!-- ${engine} -->`, `<!-- /${engine} -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`docs/popup-matrix.md has no place for ${engine}`)
  return `${page.slice(0, from + begin.length)}\n\n${section}\n\n${page.slice(to)}`
}
