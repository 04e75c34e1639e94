import { expect, test } from 'vitest'
import { freePort } from './ports.mjs'
import { startServer, untilAnswers } from './servers.mjs'

function start(script: string, port = 0) {
  const lines: string[] = []
  const server = startServer('bff', process.execPath, {
    args: ['--eval', script],
    cwd: import.meta.dirname,
    env: { ...process.env, PORT: String(port) },
    write: (line) => lines.push(line),
  })
  return { server, lines }
}

const listen = `require('node:http').createServer((_, response) => response.end()).listen(process.env.PORT, '127.0.0.1')`

test('a server is waited for, its lines carry its name, and it ends when asked', async () => {
  const port = await freePort()
  const { server, lines } = start(`console.log('one\\ntwo'); console.error('three'); ${listen}`, port)
  await untilAnswers(`http://127.0.0.1:${port}/`, server)
  await server.end()
  expect(server.running()).toBe(false)
  expect(lines.toSorted()).toEqual(['[bff] one', '[bff] three', '[bff] two'])
})

test('one that ends before it answers is told at once, with its code', async () => {
  const { server } = start('process.exit(7)')
  await expect(untilAnswers(`http://127.0.0.1:${await freePort()}/`, server)).rejects.toThrow(
    'bff ended with code 7 before it answered.',
  )
})

test('one that never answers is told after the time-out', async () => {
  const { server } = start('setInterval(() => {}, 1000)')
  const url = `http://127.0.0.1:${await freePort()}/`
  await expect(untilAnswers(url, server, { timeoutMs: 200 })).rejects.toThrow(`did not answer at ${url} within 0.2 s`)
  await server.end()
})

test('one that does not end when asked is made to', async () => {
  const port = await freePort()
  const { server } = start(`process.on('SIGTERM', () => {}); ${listen}`, port)
  await untilAnswers(`http://127.0.0.1:${port}/`, server)
  await server.end(100)
  expect(await server.ended).toBe('ended by SIGKILL')
})
