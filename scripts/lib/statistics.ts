/** The middle value; of an even number of values the lower middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/**
 * The smallest of the values that at least this part of them does not exceed.
 *
 * @param part 0 to 1: 0.98 for p98
 * @throws {Error} when there are no values
 * @example quantile([5, 1, 3], 0.98) // 5
 */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]
  if (value === undefined) throw new Error('there is nothing to measure')
  return value
}
