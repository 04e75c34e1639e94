import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { bffStarter, COMPLETE, freePort, ofOurs } from './testing/start-bff.ts'

/** The program as the operator starts it. */

const { folder, start } = bffStarter()

test('without settings it says in one line what is missing, and ends', async () => {
  const { ended, errors, output } = start({})
  expect(await ended).toEqual([1, null])
  expect(ofOurs(errors())).toHaveLength(1)
  expect(errors()).toMatch(/^Hitch cannot start\. HITCH_SECRET_KEY is missing; .*LEAF_TOKEN/m)
  expect(output()).toBe('')
}, 30_000)

test('serves an empty folder; a second one on the folder or on the port says who is there; ends in order', async () => {
  const [port, operatorPort] = [await freePort(), await freePort()]
  const environment = {
    ...COMPLETE,
    PORT: String(port),
    HITCH_PUBLIC_URL: `http://localhost:${port}`,
    HITCH_DATA_DIR: 'data',
    HITCH_OPERATOR_PORT: String(operatorPort),
    HITCH_DRAIN_SECONDS: '300',
  }
  const first = start(environment)
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status
  await expect.poll(ready, { timeout: 60_000, interval: 100 }).toBe(200)

  const onFolder = start({ ...environment, PORT: String(await freePort()) })
  const onPort = start({ ...environment, HITCH_DATA_DIR: 'other' })
  expect(await onFolder.ended).toEqual([1, null])
  expect(ofOurs(onFolder.errors())).toHaveLength(1)
  expect(onFolder.errors()).toMatch(new RegExp(`is in use by process ${first.child.pid} .*HITCH_DATA_DIR`))
  expect(await onPort.ended).toEqual([1, null])
  expect(ofOurs(onPort.errors())).toEqual([
    `Hitch cannot start. Port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to a free one.`,
  ])

  const metrics = await fetch(`http://127.0.0.1:${operatorPort}/metrics`)
  expect(await metrics.text()).toContain('hitch_request_seconds_count{method="GET",route="/readyz",status="2xx"}')
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404)

  expect(await readdir(folder())).toEqual(['data'])

  // Ctrl-C waits for no load balancer.
  first.child.kill('SIGINT')
  expect(await first.ended).toEqual([0, null])
  expect(first.output()).toContain('"msg":"ready"')
  expect(first.output() + onFolder.errors() + onPort.errors()).not.toMatch(/s3cret|t0ken|BwcHBwcH/)
}, 180_000)
