import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { busyPorts, freePort, holderCommand } from './ports.mjs'

const servers: Server[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen(host: string): Promise<number> {
  const port = await freePort()
  const server = createServer()
  servers.push(server)
  await new Promise<void>((resolve) => server.listen({ host, port }, resolve))
  return port
}

test.each(['127.0.0.1', '::1', '0.0.0.0'])(
  'a port that is held on %s is named, with how to find its holder',
  async (host) => {
    const port = await listen(host)
    const lines = await busyPorts({ demo: await freePort(), bff: port })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`Port ${port} is in use, and the bff needs it.`)
    expect(lines[0]).toContain(holderCommand(port))
  },
)

test('free ports are nothing to speak of', async () => {
  expect(await busyPorts({ demo: await freePort() })).toEqual([])
})

test('each platform has its own way of asking who holds a port', () => {
  expect(holderCommand(4310, 'linux')).toContain("ss -ltnp 'sport = :4310'")
  expect(holderCommand(4310, 'darwin')).toContain('lsof -nP -iTCP:4310')
  expect(holderCommand(4310, 'win32')).toContain('findstr :4310')
})
