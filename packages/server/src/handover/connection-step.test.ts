import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptFacts, NOW } from '../testing/attempt-facts.ts'
import { DEFAULT_TIMINGS as timings } from '../timings.ts'
import { nextConnectionStep, type ConnectionFacts, type ConnectionStep } from './connection-step.ts'
import type { AttemptFacts } from './facts.ts'

const attempt = (generation: number | null, change: Partial<AttemptFacts> = {}): AttemptFacts =>
  attemptFacts({ attemptId: `att_${generation ?? 'reopened'}`, generation, ...change })

const facts = (change: Partial<ConnectionFacts>): ConnectionFacts => ({
  generation: 0,
  lastDisconnect: null,
  disconnect: null,
  attempts: [],
  recheckAt: null,
  latePostUntil: null,
  ...change,
})

const next = (change: Partial<ConnectionFacts>): ConnectionStep =>
  nextConnectionStep(facts(change), new Map(), { now: NOW, jitter: 0.5 }, timings)

const post = (generation: number): ConnectionStep => ({
  kind: 'attempt',
  attemptId: `att_${generation}`,
  step: { kind: 'post' },
})
const later = { attemptId: 'att_1', until: NOW + 500, unlucky: false }

test.each<[string, Partial<ConnectionFacts>, ConnectionStep]>([
  ['nothing to do', {}, { kind: 'rest', until: null, attempts: [] }],
  ['the newest goes on', { generation: 2, attempts: [attempt(2)] }, post(2)],
  [
    'an older one gives way to an attempt',
    { generation: 2, attempts: [attempt(1), attempt(2)] },
    { kind: 'overtaken', attemptId: 'att_1', by: 'attempt' },
  ],
  [
    'an older one gives way to a disconnect',
    { generation: 2, lastDisconnect: 2, attempts: [attempt(1)] },
    { kind: 'overtaken', attemptId: 'att_1', by: 'disconnect' },
  ],
  [
    'disconnect, then attempt: the attempt was last',
    { generation: 3, lastDisconnect: 2, attempts: [attempt(1), attempt(3)] },
    { kind: 'overtaken', attemptId: 'att_1', by: 'attempt' },
  ],
  [
    'a disconnect is done',
    { generation: 2, lastDisconnect: 2, disconnect: { generation: 2, notBefore: null } },
    { kind: 'disconnect' },
  ],
  [
    'a disconnect waits for its time',
    { generation: 2, lastDisconnect: 2, disconnect: { generation: 2, notBefore: NOW + 9 } },
    { kind: 'rest', until: NOW + 9, attempts: [] },
  ],
  [
    'a disconnect is overtaken',
    { generation: 3, lastDisconnect: 2, disconnect: { generation: 2, notBefore: null }, attempts: [attempt(3)] },
    { kind: 'drop_disconnect' },
  ],
  [
    'a lost POST may still land',
    { generation: 2, latePostUntil: NOW + 5, attempts: [attempt(2, { hasBaseline: false })] },
    { kind: 'rest', until: NOW + 5, attempts: [{ attemptId: 'att_2', until: NOW + 5, unlucky: false }] },
  ],
  ['a look is due', { recheckAt: NOW }, { kind: 'recheck' }],
  [
    'the soonest of several',
    { generation: 1, recheckAt: NOW + 900, attempts: [attempt(1, { notBefore: NOW + 500 })] },
    { kind: 'rest', until: NOW + 500, attempts: [later] },
  ],
])('%s', (_, change, step) => {
  expect(next(change)).toEqual(step)
})

test('a reopened step, which has no generation, is overtaken by nobody', () => {
  const reopened = attempt(null, {
    attachedAt: NOW,
    verified: true,
    organizations: { until: NOW + 60_000, returnedAt: null, synced: false },
  })
  expect(next({ generation: 7, attempts: [reopened] })).toMatchObject({ step: { kind: 'look_organizations' } })
})

test('while a newer wish stands, whatever else, nothing older is sent anywhere', () => {
  const generations = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  const { counterexample } = fc.check(
    fc.property(generations, fc.integer({ min: 0, max: 6 }), fc.boolean(), (drawn, disconnect, isPending) => {
      const generation = Math.max(disconnect, ...drawn)
      const step = next({
        generation,
        lastDisconnect: disconnect === 0 ? null : disconnect,
        disconnect: isPending && disconnect > 0 ? { generation: disconnect, notBefore: null } : null,
        attempts: drawn.map((one) => attempt(one)),
      })
      if (drawn.some((one) => one < generation)) return step.kind === 'overtaken'
      if (step.kind === 'attempt') return step.attemptId === `att_${generation}`
      return step.kind !== 'disconnect' || disconnect === generation
    }),
  )
  expect(counterexample).toBeNull()
})
