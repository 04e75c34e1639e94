import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { expect, test, vi } from 'vitest'

// A process of its own starts slowly on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

/** Starts the program from its source and gives what it said, once it has ended or said where it is. */
const start = (environment: Record<string, string>): Promise<{ code: number | null; said: string }> =>
  new Promise((done) => {
    const main = resolve(import.meta.dirname, 'main.ts')
    const child = spawn(process.execPath, ['--conditions=hitch-source', main], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    })
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Sandbox: ')) child.kill('SIGTERM')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => done({ code, said: said.trim() }))
  })

test('says where it is, and ends in order when told to', async () => {
  const { code, said } = await start({ PORT: '0', SANDBOX_URL: 'http://127.0.0.1:4999' })
  expect([code, said]).toEqual([0, 'Sandbox: http://127.0.0.1:4999'])
})

test('a busy port is named, with what to do', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as AddressInfo
  const { code, said } = await start({ PORT: String(port) })
  other.close()
  expect([code, said]).toEqual([
    1,
    `The sandbox cannot start: port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to a free one.`,
  ])
})

test.each([{ PORT: 'x' }, { PORT: '70000' }, { SANDBOX_URL: 'localhost' }])(
  'a bad setting is named: %j',
  async (environment) => {
    const { code, said } = await start(environment)
    expect(code).toBe(1)
    expect(said).toContain(`The sandbox cannot start: ${Object.keys(environment)[0]}`)
  },
)
