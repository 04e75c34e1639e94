import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'

/**
 * What neither the first paint nor the first press needs, in parts of their own. A part imports nothing that the widget
 * needs too, React apart: a module shared by two would become a third file. What it shares with them comes in as props,
 * most of it as `kit`.
 */
const LOAD = {
  later: () => import('./later.ts'),
  connect: () => import('./connect-pane/index.ts'),
  closer: () => import('./closer.ts'),
  dialog: () => import('./dialog/index.ts'),
}

type Loaded<Name extends keyof typeof LOAD> = Awaited<ReturnType<(typeof LOAD)[Name]>>

/** Each part is absent until it has come, and `null` while it does not come. */
export type Parts = { readonly [Name in keyof typeof LOAD]?: Loaded<Name> | null }

/** What every widget wants sooner or later. */
export const USUAL_PARTS = ['later', 'connect', 'closer'] as const
export const DIALOG_PARTS = [...USUAL_PARTS, 'dialog'] as const

const AGAIN_AFTER = 5000

/**
 * Fetched as soon as the widget has been painted, so that all is there before anything goes wrong, and asked for again when
 * it does not come. Until then trouble reads "Something broke on our side", a pane has bones, and the skeleton stands.
 * A host that has put a newer build in the place of this one serves none of them: a grower can connect all the same.
 *
 * @param names Which are wanted; a constant list.
 */
export const useParts = (names: readonly (keyof Parts)[]): Parts => {
  const [parts, setParts] = useState<Parts>({})
  useEffect(() => fetchParts(names, setParts), [names])
  return parts
}

const fetchParts = (names: readonly (keyof Parts)[], setParts: Dispatch<SetStateAction<Parts>>): (() => void) => {
  let mounted = true
  const timers: ReturnType<typeof setTimeout>[] = []
  const load = async (name: keyof Parts): Promise<void> => {
    try {
      const part = await LOAD[name]()
      if (mounted) setParts((parts) => ({ ...parts, [name]: part }))
    } catch {
      if (!mounted) return
      setParts((parts) => ({ ...parts, [name]: null }))
      timers.push(setTimeout(() => void load(name), AGAIN_AFTER))
    }
  }
  for (const name of names) void load(name)
  return () => {
    mounted = false
    timers.forEach(clearTimeout)
  }
}
