import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'

/** What a sick upstream does with a call. `_after`: it has done what was asked, and its answer goes wrong. */
export const FAULTS = [
  'latency',
  'reset',
  'reset_after',
  'half_body',
  'hang',
  'hang_after',
  'html',
  '400',
  '401',
  '409',
  '429',
  '500',
  '503',
  'gzip_bomb',
  'huge_body',
  'redirect',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultyCall {
  method: string
  path: RegExp
  fault: Fault
  /** How many calls it befalls, from the first on. */
  times: number
}

export interface FaultProxy {
  /** From now on; the calls are counted anew. */
  befall(call: FaultyCall): void
  /** Calls that it befell, or would have, had it gone on. */
  calls(): number
  /** Whether a redirect was followed to the address inside that it named. */
  wasFollowed(): boolean
  stop(): Promise<void>
}

/** 50 MB of nothing in 50 kB. */
const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024))
const HUGE = 100 * 1024 * 1024
/** Milliseconds. */
const LATENCY = 150
const INSIDE = '/inside'

/** Stands before the sandbox as before the real ones: over real sockets, so that a cut is a cut. */
export const startFaultProxy = async (port: number, target: number): Promise<FaultProxy> => {
  let faulty: FaultyCall | undefined
  let count = 0
  let isFollowed = false

  const forward = async (incoming: IncomingMessage, body: Buffer) =>
    await new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
      const { method, url: path, headers } = incoming
      const onward = request({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
        buffer(answer).then(
          (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
          reject,
        )
      })
      onward.on('error', reject)
      onward.end(body)
    })

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming)
    const path = (incoming.url ?? '').split('?')[0] ?? ''
    if (path === INSIDE) isFollowed = true
    const fits = faulty !== undefined && incoming.method === faulty.method && faulty.path.test(path)
    if (fits) count += 1
    const fault = fits && count <= (faulty?.times ?? 0) ? faulty?.fault : undefined
    const pass = async () => {
      const answer = await forward(incoming, body)
      outgoing.writeHead(answer.status, answer.headers)
      outgoing.end(answer.body)
    }
    const json = (status: number, headers: Record<string, string> = {}) =>
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"error":"sick"}')
    switch (fault) {
      case undefined:
        return await pass()
      case 'latency':
        await new Promise((resolve) => setTimeout(resolve, LATENCY))
        return await pass()
      case 'reset':
        return void incoming.socket.resetAndDestroy()
      case 'reset_after':
        await forward(incoming, body)
        return void incoming.socket.resetAndDestroy()
      case 'half_body': {
        const answer = await forward(incoming, body)
        outgoing.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': '1000' })
        outgoing.write(answer.body.subarray(0, answer.body.length / 2))
        setTimeout(() => outgoing.destroy(), 20)
        return
      }
      case 'hang':
        return
      case 'hang_after':
        return void (await forward(incoming, body))
      case 'html':
        return void outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Maintenance</h1>')
      case '429':
        return void json(429, { 'retry-after': '1' })
      case 'gzip_bomb':
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        return void outgoing.end(BOMB)
      case 'huge_body':
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': String(HUGE) })
        for (let sent = 0; sent < HUGE && !outgoing.destroyed; sent += 1024 * 1024)
          if (!outgoing.write(Buffer.alloc(1024 * 1024, 'x')))
            await new Promise((resolve) => outgoing.once('drain', resolve).once('close', resolve))
        return void outgoing.end()
      case 'redirect':
        return void json(307, { location: `http://127.0.0.1:${port}${INSIDE}` })
      default:
        return void json(Number(fault))
    }
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    befall(call) {
      faulty = call
      count = 0
      isFollowed = false
    },
    calls: () => count,
    wasFollowed: () => isFollowed,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
