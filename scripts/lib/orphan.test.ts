import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a program whose parent is killed is told, and can end', async () => {
  const child = `
    import { watchParent } from ${JSON.stringify(join(import.meta.dirname, 'orphan.mjs'))}
    watchParent(() => { console.log('orphaned'); process.exit(0) }, { everyMs: 20 })
    setTimeout(() => process.exit(1), 20_000)
    console.log('up')`
  const parent = spawn(
    process.execPath,
    [
      '--eval',
      `require('node:child_process').spawn(process.execPath, ['--input-type=module', '--eval', ${JSON.stringify(child)}], { stdio: 'inherit' })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  parent.stdout.on('data', (data: Buffer) => (output += data.toString()))
  await expect.poll(() => output, { timeout: 10_000 }).toBe('up\n')
  // The pipe closes when the last that holds it has ended: the child, not the parent.
  const closed = once(parent, 'close')
  parent.kill('SIGKILL')
  await closed
  expect(output).toBe('up\norphaned\n')
})
