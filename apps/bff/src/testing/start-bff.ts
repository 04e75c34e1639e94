import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** All that must be set, with secrets that are found again in an output. */
export const COMPLETE = {
  HITCH_SECRET_KEY: 's3cret-s3cret-s3cret-s3cret-s3cret',
  HITCH_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64url'),
  HITCH_ALLOWED_ORIGINS: 'http://localhost:4300',
  HITCH_BRAND_NAME: 'Northfield Grain',
  LEAF_TOKEN: 'leaf-t0ken',
}

export interface StartedBff {
  readonly child: ChildProcess
  readonly output: () => string
  readonly errors: () => string
  /** Exit code and signal. */
  readonly ended: Promise<unknown[]>
}

/** The program as the operator starts it, in a folder that goes with the file's tests, as do its processes. */
export const bffStarter = () => {
  let folder = ''
  const children: ChildProcess[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hitch-bff-'))
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  return {
    folder: () => folder,
    /** `words`: a program beside `main.ts`, and its arguments. */
    start(environment: Record<string, string>, words: readonly string[] = ['main.ts']): StartedBff {
      const [program = '', ...argument] = words
      const file = resolve(import.meta.dirname, '..', program)
      const child = spawn(process.execPath, ['--conditions=hitch-source', file, ...argument], {
        cwd: folder,
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      children.push(child)
      let [output, errors] = ['', '']
      child.stdout.on('data', (data: Buffer) => (output += data.toString()))
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
      return { child, output: () => output, errors: () => errors, ended: once(child, 'exit') }
    },
  }
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Node tells that the sources' types are taken off at run time; the built program has none. */
export const ofOurs = (errors: string): string[] => errors.split('\n').filter((line) => line.startsWith('Hitch'))
