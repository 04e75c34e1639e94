import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectDatabase } from '../database/connect-database.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { createMetrics } from './create-metrics.ts'

/** `docs/grafana-dashboard.json` and the tables of `docs/operators.md` against what is really served. */

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
const { panels } = JSON.parse(read('docs/grafana-dashboard.json')) as { panels: Panel[] }
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))

let database: ConnectDatabase
/** Each metric's name, as it is asked for, with the labels of its series. */
const labels = new Map<string, Set<string>>()
beforeAll(async () => {
  database = await openTestDatabase()
  const metrics = createMetrics({ database: database.kysely })
  metrics.watchBreakers(() => [['leaf', 'closed']])
  const at = new Date(0)
  metrics.meter.attemptSettled({
    provider: 'CNHI',
    status: 'connected',
    code: null,
    startedAt: at,
    codeConsumedAt: at,
    sealedAt: at,
    attachedAt: at,
    settledAt: at,
  })
  metrics.meter.upstreamCalled({ call: 'CNHI get_url', outcome: 200, milliseconds: 1 })
  metrics.meter.requestAnswered({ method: 'GET', route: '/healthz', status: 200, milliseconds: 1 })
  for (const line of (await metrics.text()).split('\n')) {
    const [, name = '', set = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
    const names = [...set.matchAll(/(\w+)="/g)].map(([, label = '']) => label)
    labels.set(name, new Set([...(labels.get(name) ?? []), ...names]))
  }
}, 60_000)
afterAll(() => database.close())

const METRIC = /\b(?:hitch|nodejs|process)_\w+/g
/** Prometheus adds these to every series. */
const ADDED = ['instance', 'job']

describe('the dashboard', () => {
  test.each(queries)('$title: asks for metrics and labels that exist', ({ expr }) => {
    const metrics = expr.match(METRIC) ?? []
    expect(metrics.length).toBeGreaterThan(0)
    expect(metrics.filter((name) => !labels.has(name))).toEqual([])
    const known = new Set([...ADDED, ...metrics.flatMap((name) => [...(labels.get(name) ?? [])])])
    const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/))
    const matched = [...expr.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label)
    expect([...grouped, ...matched].filter((label) => !known.has(label))).toEqual([])
  })

  test('shows every metric of ours, and so does docs/operators.md', () => {
    const ours = new Set(
      [...labels.keys()]
        .filter((name) => name.startsWith('hitch_'))
        .map((name) => name.replace(/_(bucket|sum|count)$/, '')),
    )
    expect(ours.size).toBeGreaterThan(5)
    const shown = queries.map(({ expr }) => expr).join('\n')
    const told = read('docs/operators.md')
    expect([...ours].filter((name) => !shown.includes(name))).toEqual([])
    expect([...ours].filter((name) => !told.includes(`\`${name}\``))).toEqual([])
    // And none that was renamed.
    const named = (told.match(/`hitch_\w+`/g) ?? []).map((name) => name.slice(1, -1))
    expect(named.filter((name) => !ours.has(name) && name !== 'hitch_jobs')).toEqual([])
  })
})
