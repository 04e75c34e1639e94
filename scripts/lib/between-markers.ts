/**
 * A document with one part of it written anew: what stands between `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws {Error} when the markers are not there, once each
 */
export const replaceBetween = (document: string, name: string, part: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, rest, more] = document.split(begin)
  const [, after, again] = rest?.split(end) ?? []
  if (before === undefined || after === undefined || more !== undefined || again !== undefined) {
    throw new Error(`the document needs ${begin} and ${end}, once each`)
  }
  return `${before}${begin}\n\n${part.trim()}\n\n${end}${after}`
}

/** Rows as a table of Markdown; a bar in a cell would end it. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
