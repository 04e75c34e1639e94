import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The program as the operator starts it. */

const complete = {
  HITCH_SECRET_KEY: 's3cret-s3cret-s3cret-s3cret-s3cret',
  HITCH_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64url'),
  HITCH_ALLOWED_ORIGINS: 'http://localhost:4300',
  HITCH_BRAND_NAME: 'Northfield Grain',
  LEAF_TOKEN: 'leaf-t0ken',
}

let folder: string
const children: ChildProcess[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hitch-bff-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

const start = (environment: Record<string, string>) => {
  const main = resolve(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, ['--conditions=hitch-source', main], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let [output, errors] = ['', '']
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
  return { child, output: () => output, errors: () => errors, ended: once(child, 'exit') }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Node tells that the sources' types are taken off at run time; the built program has none. */
const ofOurs = (errors: string): string[] => errors.split('\n').filter((line) => line.startsWith('Hitch'))

test('without settings it says in one line what is missing, and ends', async () => {
  const { ended, errors, output } = start({})
  expect(await ended).toEqual([1, null])
  expect(ofOurs(errors())).toHaveLength(1)
  expect(errors()).toMatch(/^Hitch cannot start\. HITCH_SECRET_KEY is missing; .*LEAF_TOKEN/m)
  expect(output()).toBe('')
}, 30_000)

test('serves an empty folder; a second one on the folder or on the port says who is there; ends in order', async () => {
  const port = await freePort()
  const environment = {
    ...complete,
    PORT: String(port),
    HITCH_PUBLIC_URL: `http://localhost:${port}`,
    HITCH_DATA_DIR: 'data',
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

  expect(await readdir(folder)).toEqual(['data'])

  first.child.kill('SIGTERM')
  expect(await first.ended).toEqual([0, null])
  expect(first.output()).toContain('"msg":"ready"')
  expect(first.output() + onFolder.errors() + onPort.errors()).not.toMatch(/s3cret|t0ken|BwcHBwcH/)
}, 180_000)
