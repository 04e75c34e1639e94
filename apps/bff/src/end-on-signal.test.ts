import { expect, onTestFinished, test } from 'vitest'
import { bffStarter } from './testing/start-bff.ts'

const { start } = bffStarter()

const running = async (...words: string[]) => {
  const program = start({}, ['testing/ends-slowly.ts', ...words])
  await expect.poll(program.output, { timeout: 20_000 }).toContain('running')
  return program
}

test('Ctrl-C, which the package manager hands on once more, ends in order', async () => {
  const { child, output, ended } = await running('in order')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(output().match(/ending/g)).toHaveLength(1)
}, 30_000)

test('a further signal ends at once, as it would by itself', async () => {
  const { child, output, ended } = await running()
  child.kill('SIGTERM')
  await expect.poll(output).toContain('ending: SIGTERM')
  const impatience = setInterval(() => child.kill('SIGTERM'), 100)
  onTestFinished(() => clearInterval(impatience))
  expect(await ended).toEqual([143, null])
}, 30_000)
