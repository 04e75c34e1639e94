import { expect, test } from 'vitest'
import { schedule } from './schedule.mjs'

const passed = (name: string) => ({ suite: name, name, outcome: 'passed' as const, ms: 0 })
const failed = (name: string) => ({ ...passed(name), outcome: 'failed' as const })

function recorder() {
  const events: string[] = []
  const task = (name: string, { needs = [] as string[], slots = 1, ms = 5, ok = true } = {}) => ({
    name,
    needs,
    slots,
    run: async () => {
      events.push(`+${name}`)
      await new Promise((resolve) => setTimeout(resolve, ms))
      events.push(`-${name}`)
      return [ok ? passed(name) : failed(name)]
    },
  })
  return { events, task }
}

test('runs beside each other what fits, and alone what wants everything', async () => {
  const { events, task } = recorder()
  await schedule([task('a', { ms: 10 }), task('b', { ms: 30 }), task('c', { ms: 60 }), task('e2e', { slots: 2 })], {
    slots: 2,
  })
  expect(events).toEqual(['+a', '+b', '-a', '+c', '-b', '-c', '+e2e', '-e2e'])
})

test('begins a task only after those it needs', async () => {
  const { events, task } = recorder()
  await schedule([task('sizes', { needs: ['build'] }), task('build')], { slots: 2 })
  expect(events).toEqual(['+build', '-build', '+sizes', '-sizes'])
})

test('does not run a task whose need failed, and says so', async () => {
  const { events, task } = recorder()
  const results = await schedule([task('build', { ok: false }), task('e2e', { needs: ['build'] })], { slots: 2 })
  expect(events).toEqual(['+build', '-build'])
  expect(results).toEqual([failed('build'), { ...failed('e2e'), message: 'Not run: build failed.' }])
})

test('a task that throws has failed', async () => {
  const run = () => Promise.reject(new Error('no browser'))
  const results = await schedule([{ name: 'chromium', needs: [], slots: 0, run }], { slots: 2 })
  expect(results).toEqual([{ ...failed('chromium'), message: 'no browser' }])
})

test('a task that wants more than the machine has still runs', async () => {
  const { task } = recorder()
  expect(await schedule([task('e2e', { slots: 2 })], { slots: 1 })).toEqual([passed('e2e')])
})

test('tasks that wait for each other are named instead of waiting for ever', async () => {
  const { task } = recorder()
  const both = [task('a', { needs: ['b'] }), task('b', { needs: ['a'] })]
  await expect(schedule(both, { slots: 2 })).rejects.toThrow('a, b')
})
