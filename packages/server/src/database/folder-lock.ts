import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processStart } from './process-start.ts'

/** Who has the folder, as it stands in the lock file. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** ISO 8601, for the reader. */
  readonly started: string
  readonly port: number | null
  /** Tells this process from a later one with the same pid; `null` where the system does not say. */
  readonly processStart: string | null
  readonly released: boolean
}

/** Another process has the folder. The message says who, and what to do. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
  readonly holder: Holder
  constructor(folder: string, file: string, holder: Holder) {
    const port = holder.port === null ? '' : `, port ${holder.port}`
    super(
      `The data folder ${resolve(folder)} is in use by process ${holder.pid} on ${holder.host} ` +
        `(started ${holder.started}${port}). Two processes on one folder would destroy it. ` +
        `Stop that process, or set HITCH_DATA_DIR to another folder, or use PostgreSQL (DATABASE_URL). ` +
        `If you are sure that it no longer runs, delete ${resolve(folder, file)}.`,
    )
    this.holder = holder
  }
}

export interface FolderLock {
  release(): Promise<void>
}

/** The holder touches its file this often; from another host this is the only sign of life. */
const HEARTBEAT = 2_000
const LOCK_FILE = /^hitch-(\d+)\.lock$/
const lockFile = (term: number): string => `hitch-${term}.lock`

/**
 * Locks a folder for this process, or throws FolderInUseError.
 *
 * Each holder writes a file with the next number, and the highest number holds. Making a file that must not exist yet is
 * atomic, so of several that find the same dead holder one wins. The highest file is never deleted, only marked
 * released: else a slow contender could make a lower number again.
 */
export const lockFolder = async (folder: string, { port }: { port?: number | undefined }): Promise<FolderLock> => {
  await mkdir(folder, { recursive: true })
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    port: port ?? null,
    processStart: await processStart(process.pid),
    released: false,
  }
  for (;;) {
    const last = Math.max(0, ...(await terms(folder)))
    if (last > 0) await assertLeft(folder, lockFile(last))
    const mine = lockFile(last + 1)
    if (!(await create(folder, mine, me))) continue
    const all = await terms(folder)
    if (Math.max(...all) > last + 1) {
      await rm(join(folder, mine), { force: true })
      continue
    }
    for (const term of all) if (term <= last) await rm(join(folder, lockFile(term)), { force: true })
    return hold(folder, mine, me)
  }
}

const terms = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).flatMap((name) => {
    const term = LOCK_FILE.exec(name)?.[1]
    return term === undefined ? [] : [Number(term)]
  })

/** Makes the file with its content in one step; `false` when it exists. */
const create = async (folder: string, name: string, holder: Holder): Promise<boolean> => {
  const draft = join(folder, `${randomUUID()}.draft`)
  await writeFile(draft, JSON.stringify(holder))
  try {
    await link(draft, join(folder, name))
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

const hold = (folder: string, name: string, me: Holder): FolderLock => {
  const file = join(folder, name)
  const beat = setInterval(() => {
    const now = new Date()
    // A beat that fails is made good by the next; on this host nobody looks at it.
    utimes(file, now, now).catch(() => undefined)
  }, HEARTBEAT)
  beat.unref()
  return {
    async release() {
      clearInterval(beat)
      const draft = join(folder, `${randomUUID()}.draft`)
      await writeFile(draft, JSON.stringify({ ...me, released: true } satisfies Holder))
      await rename(draft, file)
    },
  }
}

/** Returns when the holder is gone; throws FolderInUseError when it lives. */
const assertLeft = async (folder: string, name: string): Promise<void> => {
  const file = join(folder, name)
  let holder: Holder
  try {
    holder = JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch (error) {
    // Somebody took over and tidied it away: look again.
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if (holder.released) return
  const alive = holder.host === hostname() ? await livesHere(holder) : await beats(file)
  if (alive) throw new FolderInUseError(folder, name, holder)
}

const livesHere = async (holder: Holder): Promise<boolean> => {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, as somebody else's.
    if (!isCode(error, 'EPERM')) return false
  }
  const start = await processStart(holder.pid)
  return start === null || holder.processStart === null || start === holder.processStart
}

/** A process on another host (a container that was replaced): watched for as long as three beats. */
const beats = async (file: string): Promise<boolean> => {
  const before = await lastBeat(file)
  await wait(3 * HEARTBEAT)
  return (await lastBeat(file)) !== before
}

const lastBeat = async (file: string): Promise<number | null> =>
  await stat(file).then(
    (found) => found.mtimeMs,
    () => null,
  )

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code
