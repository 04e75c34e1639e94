import { capture } from '../quietly.mjs'

/** What a registry tells of one package. */
export interface Registered {
  latest: string
  versions: string[]
  /** When each version came into the registry, as it says. */
  time: Record<string, string>
}

/**
 * @throws {Error} with npm's own words, when the registry has no such package
 */
export const readRegistry = async (name: string): Promise<Registered> => {
  const fields = ['versions', 'time', 'dist-tags']
  const { code, output } = await capture('npm', { args: ['view', name, ...fields, '--json'], cwd: process.cwd() })
  if (code !== 0) throw new Error(`not in the registry: ${output.split('\n')[0]}`)
  const answer = JSON.parse(output) as {
    versions: string | string[]
    time: Record<string, string>
    'dist-tags': { latest: string }
  }
  return { latest: answer['dist-tags'].latest, versions: [answer.versions].flat(), time: answer.time }
}

const numbers = (version: string): number[] => version.split('.').map(Number)

/** For sorting, oldest first. Both are stable versions: `1.2.3`. */
const byVersion = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)]
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** `1.2.3`, and nothing like `1.2.3-beta.1`. */
const stable = (version: string): boolean => /^\d+\.\d+\.\d+$/.test(version)

/**
 * The newest stable version that the registry calls its latest, or the newest below it that is old enough.
 *
 * @throws {Error} when there is none
 */
export const chooseVersion = ({ latest, versions, time }: Registered, before: Date): string => {
  const oldEnough = versions
    .filter((version) => stable(version) && byVersion(version, latest) <= 0)
    .filter((version) => Date.parse(time[version] ?? '') <= before.getTime())
    .toSorted(byVersion)
  const newest = oldEnough.at(-1)
  if (newest === undefined) throw new Error('no version of it is old enough')
  return newest
}

/**
 * Whether the dates can be those of publication: a later patch of one minor version bears no earlier date. A mirror that
 * dates a version by when it first fetched it fails this sooner or later.
 */
export const datesArePublications = (all: readonly Registered[]): boolean =>
  all.every(({ versions, time }) => {
    const sorted = versions.filter(stable).toSorted(byVersion)
    const date = (version: string): number => Date.parse(time[version] ?? '')
    return sorted.every((version, index) => {
      const earlier = sorted[index - 1]
      return earlier === undefined || minor(earlier) !== minor(version) || date(earlier) <= date(version)
    })
  })

const minor = (version: string): string => version.split('.').slice(0, 2).join('.')
