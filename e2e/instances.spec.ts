import { PROVIDER_IDS } from '@hitch/protocol'
import { expect, test as base } from './fixtures.ts'
import { flow } from './stack/flow.ts'
import { startInstances, type Instances } from './stack/instances.ts'

const test = base.extend<object, { instances: Instances }>({
  instances: [
    async ({}, use) => {
      const instances = await startInstances({ lookEvery: 200, drainSeconds: 1 })
      await use(instances)
      await instances.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
test.describe.configure({ mode: 'serial' })

test('every request of a flow meets another instance, with a clock of its own, and every provider connects', async ({
  instances,
}) => {
  for (const provider of PROVIDER_IDS)
    expect(await flow(instances, 'north-ridge', provider)).toMatchObject({ provider, status: 'connected' })
  const given = instances.ports.map((port) => instances.balancer.given.get(port) ?? 0)
  expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1)
  const times = [...instances.log().matchAll(/"time":"?([^",]+)/g)].map(([, time = '']) =>
    new Date(/^\d+$/.test(time) ? Number(time) : time).getTime(),
  )
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(9.5 * 60_000)
})

test('a rolling restart under load, of which the balancer learns from /readyz alone, fails no flow', async ({
  instances,
}) => {
  test.setTimeout(120_000)
  const ended: Promise<string>[] = []
  const over = new AbortController()
  const load = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const provider = PROVIDER_IDS[ended.length % PROVIDER_IDS.length] ?? 'JohnDeere'
      ended.push(
        flow(instances, `grower-${ended.length}`, provider).then(
          ({ status, error }) => (status === 'connected' ? status : `${provider} ${status} ${error?.code}`),
          (error: unknown) => `${provider} ${String(error)}`,
        ),
      )
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  }
  const loading = load()
  for (const port of instances.ports) expect(await instances.restart(port)).toBe(0)
  over.abort()
  await loading
  const outcomes = await Promise.all(ended)
  expect(outcomes.filter((outcome) => outcome !== 'connected')).toEqual([])
  expect(outcomes.length).toBeGreaterThan(10)
  expect(instances.log()).toContain('"msg":"stopping"')
})
