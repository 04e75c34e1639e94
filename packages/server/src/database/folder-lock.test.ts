import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { spawnChild, type Child } from '../testing/spawn-child.ts'
import { FolderInUseError, lockFolder, type Holder } from './folder-lock.ts'
import { processStart } from './process-start.ts'

// Processes are begun and killed.
vi.setConfig({ testTimeout: 60_000 })

const CHILD = new URL('../testing/lock-child.ts', import.meta.url).pathname

const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'hitch-lock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const locks = async (folder: string): Promise<string[]> => (await readdir(folder)).toSorted()

const writeLock = async (folder: string, term: number, change: Partial<Holder>): Promise<void> => {
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    started: '2026-03-19T10:00:00.000Z',
    port: null,
    processStart: await processStart(process.pid),
    released: false,
    ...change,
  }
  await writeFile(join(folder, `hitch-${term}.lock`), JSON.stringify(holder))
}

/** `held` or `refused`, whichever it tells. */
const outcome = async (child: Child): Promise<string> =>
  await Promise.race(['held', 'refused'].map(async (place) => await child.reached(place).then(() => place)))

test('a second holder is refused by name, and told what to do', async () => {
  const folder = await makeFolder()
  const lock = await lockFolder(folder, { port: 4310 })
  const error = await lockFolder(folder, {}).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FolderInUseError)
  const { message } = error as FolderInUseError
  for (const part of [folder, `process ${process.pid}`, hostname(), 'port 4310', 'HITCH_DATA_DIR', 'DATABASE_URL'])
    expect(message).toContain(part)
  await lock.release()
})

test('a released folder is free, and no files pile up', async () => {
  const folder = await makeFolder()
  for (let round = 0; round < 3; round += 1) await (await lockFolder(folder, {})).release()
  expect(await locks(folder)).toEqual(['hitch-3.lock'])
  expect(JSON.parse(await readFile(join(folder, 'hitch-3.lock'), 'utf8'))).toMatchObject({ released: true })
})

test('one left by a killed process is taken over', async () => {
  const folder = await makeFolder()
  const child = spawnChild(CHILD, { folder })
  await child.reached('held')
  await expect(lockFolder(folder, {})).rejects.toThrow(FolderInUseError)
  await child.kill()
  const lock = await lockFolder(folder, {})
  await expect(lockFolder(folder, {})).rejects.toThrow(`process ${process.pid}`)
  await lock.release()
})

test('a pid that was given to another process since is no holder', async () => {
  const folder = await makeFolder()
  await writeLock(folder, 1, { processStart: 'another boot 1' })
  const lock = await lockFolder(folder, {})
  expect(await locks(folder)).toEqual(['hitch-2.lock'])
  await lock.release()
})

test('of several processes that take over at once one wins', async () => {
  const folder = await makeFolder()
  await writeLock(folder, 7, { pid: 2 ** 22 + 1 })
  const children = Array.from({ length: 6 }, () => spawnChild(CHILD, { folder }))
  const outcomes = await Promise.all(children.map(outcome))
  expect(outcomes.toSorted()).toEqual(['held', 'refused', 'refused', 'refused', 'refused', 'refused'])
  await expect(lockFolder(folder, {})).rejects.toThrow(FolderInUseError)
})

test('of many takers in one process, too, and however often, one wins', async () => {
  const folder = await makeFolder()
  for (let round = 0; round < 20; round += 1) {
    const taken = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder, {})))
    const held = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(held).toHaveLength(1)
    await held[0]?.release()
  }
})

test('a slow taker that saw a lower number does not get in beside the holder', async () => {
  const folder = await makeFolder()
  const lock = await lockFolder(folder, {})
  // The files of lower numbers are gone: what such a taker would make is free to be made.
  await writeLock(folder, 0, { released: true })
  await expect(lockFolder(folder, {})).rejects.toThrow(FolderInUseError)
  await lock.release()
})

test('a holder on another host lives as long as it gives a sign of life', async () => {
  const folder = await makeFolder()
  const [dead, living] = [join(folder, 'dead'), join(folder, 'living')]
  for (const each of [dead, living]) {
    const lock = await lockFolder(each, {})
    await lock.release()
    await writeLock(each, 1, { host: 'another-container' })
  }
  const beat = setInterval(() => void writeLock(living, 1, { host: 'another-container' }), 500)
  onTestFinished(() => clearInterval(beat))
  const [refused, taken] = await Promise.allSettled([lockFolder(living, {}), lockFolder(dead, {})])
  expect(refused).toMatchObject({ status: 'rejected', reason: { holder: { host: 'another-container' } } })
  expect(taken.status).toBe('fulfilled')
})
