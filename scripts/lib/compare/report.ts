import { table } from '../between-markers.ts'
import type { Look } from './look.ts'
import type { Measured } from './measure.ts'

/** A package that could not be measured, and why. */
export interface Failed {
  name: string
  reason: string
}

export interface Circumstances {
  date: string
  chromium: string
  vite: string
  node: string
  cores: number
  /** Least age of a version, in hours. */
  hours: number
  /** The day on which each version was published, by its package's name; absent: not to be learned from the registry. */
  published?: ReadonlyMap<string, string>
}

const kB = (bytes: number): string => (bytes === 0 ? 'none' : `${(bytes / 1000).toFixed(1)} kB`)

/** @returns the generated part of docs/compared.md */
export const report = (
  measured: readonly Measured[],
  failed: readonly Failed[],
  { date, chromium, vite, node, cores, hours, published }: Circumstances,
): string => {
  const loads = measured.map((one) => [
    `\`${one.name}\``,
    one.version,
    kB(one.script),
    kB(one.lazy.reduce((sum, bytes) => sum + bytes, 0)),
    kB(one.style),
    interfaceOf(one.look),
    requestsOf(one.look),
    one.look.firstPaintMs === undefined ? '-' : `${one.look.firstPaintMs.toFixed(0)} ms`,
  ])
  const is = measured.map((one) => [
    `\`${one.name}\``,
    ...(published === undefined ? [] : [published.get(one.name) ?? '-']),
    one.license,
    one.react,
    one.notWith === undefined ? one.ranWith : `${one.ranWith}, not with ${one.notWith}`,
    [one.serverRender.works ? 'yes' : 'no', one.serverRender.note].filter(Boolean).join(': '),
    one.types,
    axeOf(one.look),
  ])
  return [
    `Measured on ${date} with Chromium ${chromium}, Vite ${vite} and Node ${node} on ${cores} cores. Each version is the newest that the registry gave on that day, at least ${hours} hours old.`,
    '## What a page loads',
    table(
      ['package', 'version', 'JavaScript', 'later', 'CSS', 'interface', 'requests to third parties', 'first content'],
      loads,
    ),
    '## What it is',
    table(
      [
        'package',
        ...(published === undefined ? [] : ['published']),
        'licence',
        'React',
        'run with',
        'server render',
        'types',
        'axe',
      ],
      is,
    ),
    ...(published === undefined
      ? [
          'Days of publication are left out: the registry that was asked gives later patches earlier dates, as a mirror does.',
        ]
      : []),
    '## Hosts that the code names',
    measured.map(({ name, hosts }) => `- \`${name}\`: ${hosts.join(', ') || 'none'}`).join('\n'),
    ...(failed.length === 0
      ? []
      : ['## Not measured', failed.map(({ name, reason }) => `- \`${name}\`: ${reason}`).join('\n')]),
  ].join('\n\n')
}

/** Content that was painted though no request got out is the package's own. */
const interfaceOf = ({ firstPaintMs, requests }: Look): string => {
  if (firstPaintMs !== undefined) return 'in the package'
  const hosts = [...new Set(requests.map(({ host }) => host))]
  return hosts.length === 0 ? 'none seen' : `from ${hosts.join(', ')}`
}

const requestsOf = ({ requests }: Look): string => {
  if (requests.length === 0) return 'none'
  const kinds = [...new Set(requests.map(({ host, kind }) => `${kind} from ${host}`))]
  return `${requests.length}: ${kinds.join(', ')}`
}

const axeOf = ({ axe }: Look): string => {
  if (axe === undefined) return '-'
  return axe.places === 0 ? '0' : `${axe.places}: ${axe.rules.join(', ')}`
}
