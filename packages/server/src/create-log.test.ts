import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const run = (code: string): { lines: string[]; error: string } => {
  const script = `import { createLog } from '${new URL('create-log.ts', import.meta.url).href}'
    const log = createLog({ level: 'info' })
    ${code}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { lines: stdout.split('\n').filter((line) => line !== ''), error: stderr }
}

test.each([
  ['ends by itself', ''],
  ['is ended', 'process.exit(3)'],
  ['ends with an error', 'throw new Error("thrown")'],
])('a process that %s has written its last lines', (_, end) => {
  const { lines } = run(`log.info('one'); log.info('two'); ${end}`)
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['one', 'two'])
})

test('lines that nobody takes do not fill the memory', () => {
  const { lines, error } = run(`for (let line = 0; line < 300_000; line += 1) log.info('x'.repeat(100))
    console.error(process.memoryUsage().rss)`)
  // 45 MB were logged before anything could be written.
  expect(lines.length).toBeGreaterThan(10_000)
  expect(lines.length).toBeLessThan(60_000)
  expect(Number(error)).toBeLessThan(200_000_000)
})
