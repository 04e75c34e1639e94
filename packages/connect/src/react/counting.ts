import type { Progress } from '@hitch/protocol'

/** What arrived so far, and for how many looks it has not changed. */
export interface Counting {
  progress: Progress
  looks: number
  unchanged: number
}

export const nextCounting = (before: Counting | undefined, progress: Progress): Counting => ({
  progress,
  looks: (before?.looks ?? 0) + 1,
  unchanged: before && before.progress.fields === progress.fields ? before.unchanged + 1 : 0,
})

export const isCounted = ({ progress, looks, unchanged }: Counting): boolean =>
  looks >= 20 || ((progress.fields ?? 0) > 0 && unchanged >= 3)

/** 3 s, then ever less often, and no more once it has settled or 20 looks passed. Milliseconds. */
export const countingInterval = (counting: Counting | undefined): number | false => {
  if (!counting) return 3000
  return isCounted(counting) ? false : Math.min(60_000, 3000 * 1.5 ** counting.looks)
}
