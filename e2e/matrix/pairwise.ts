/** A value of one factor together with a value of another. */
const pairsOf = (one: Readonly<Record<string, string>>): string[] => {
  const values = Object.entries(one).map(([factor, value]) => `${factor}=${value}`)
  return values.flatMap((first, index) => values.slice(index + 1).map((second) => `${first} & ${second}`))
}

/** Every pair of values that occurs in some of these cases. */
export const allPairs = (cases: readonly Readonly<Record<string, string>>[]): Set<string> =>
  new Set(cases.flatMap(pairsOf))

/**
 * A few of the possible cases in which every pair of values occurs that occurs in any of them. Greedy: always the case
 * that brings most new pairs, of equals the first, so it is the same at every run.
 *
 * @param begin Cases that are taken in any event.
 */
export const selectPairwise = <One extends Readonly<Record<string, string>>>(
  possible: readonly One[],
  begin: readonly One[] = [],
): One[] => {
  const missing = allPairs(possible)
  const selected: One[] = []
  const take = (one: One): void => {
    selected.push(one)
    for (const pair of pairsOf(one)) missing.delete(pair)
  }
  for (const one of begin) take(one)

  const candidates = possible.map((one) => ({ one, pairs: pairsOf(one) }))
  while (missing.size > 0) {
    let best: { one: One; news: number } | undefined
    for (const { one, pairs } of candidates) {
      const news = pairs.filter((pair) => missing.has(pair)).length
      if (news > (best?.news ?? 0)) best = { one, news }
    }
    if (best === undefined) break
    take(best.one)
  }
  return selected
}
