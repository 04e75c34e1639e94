import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { bffStarter, COMPLETE, freePort, ofOurs } from './testing/start-bff.ts'

/** A PostgreSQL that is not there, or lets nobody in: the operator reads one line, as he starts the program. */

const PASSWORD = 'p4ss-w0rd'

const { start } = bffStarter()
const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

const listen = async (answer: (socket: Socket) => void): Promise<number> => {
  const server = createServer((socket) => answer(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** PostgreSQL's ErrorResponse (protocol 3.0, section 54.7), at the first thing that a client sends. */
const refusing = (sqlState: string) => (socket: Socket) =>
  socket.once('data', () => {
    const fields = ['SFATAL', 'VFATAL', `C${sqlState}`, `Mpassword authentication failed for user "grower"`, '']
    const body = Buffer.from(`${fields.join('\0')}\0`)
    const head = Buffer.alloc(5)
    head.write('E')
    head.writeInt32BE(body.length + 4, 1)
    socket.end(Buffer.concat([head, body]))
  })

test.each([
  ['nothing listens', freePort, /PostgreSQL does not run at that host and port\. .*DATABASE_URL/],
  ['the password is wrong', () => listen(refusing('28P01')), /PostgreSQL refuses the user or the password\. Correct/],
  ['nobody answers', () => listen(() => undefined), /PostgreSQL does not answer within 5 seconds\. Check host/],
  ['another program answers', () => listen((socket) => socket.end('HTTP/1.1 400\r\n\r\n')), /gives no usable answer/],
])(
  '%s: one line says so, names DATABASE_URL and not its value',
  async (_, port, expected) => {
    const host = `127.0.0.1:${await port()}`
    const { ended, errors, output } = start({
      ...COMPLETE,
      PORT: String(await freePort()),
      DATABASE_URL: `postgres://grower:${PASSWORD}@${host}/farms`,
    })
    expect(await ended).toEqual([1, null])
    expect(ofOurs(errors())).toHaveLength(1)
    expect(errors()).toMatch(/^Hitch cannot start\. DATABASE_URL: /m)
    expect(errors()).toMatch(expected)
    for (const part of [PASSWORD, 'grower', host, 'farms', '    at ']) expect(errors() + output()).not.toContain(part)
  },
  60_000,
)
