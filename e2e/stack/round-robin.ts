import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

export interface RoundRobin {
  /** How many requests each instance was given, by its port. */
  readonly given: ReadonlyMap<number, number>
  stop(): Promise<void>
}

export interface RoundRobinOptions {
  /** Milliseconds between two looks at `/readyz`: only who was ready then is given anything. @default never: all are given */
  readonly lookEvery?: number
}

/** A plain reverse proxy, as simple as they come: each request goes to the next instance, on a connection of its own. */
export const startRoundRobin = async (
  port: number,
  instances: readonly number[],
  { lookEvery }: RoundRobinOptions = {},
): Promise<RoundRobin> => {
  let inRotation = [...instances]
  const given = new Map(instances.map((instance) => [instance, 0]))
  const agent = new Agent({ keepAlive: false })

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const instance = inRotation.shift()
    if (instance === undefined) return void outgoing.writeHead(503).end()
    inRotation.push(instance)
    given.set(instance, (given.get(instance) ?? 0) + 1)
    const { method, url, headers } = incoming
    const onward = request({ host: '127.0.0.1', port: instance, method, path: url, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end()
    })
    incoming.pipe(onward)
  }
  const isReady = async (instance: number): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${instance}/readyz`).catch(() => undefined)
    return answer?.ok ?? false
  }
  const look = async (instance: number): Promise<void> => {
    const ready = await isReady(instance)
    if (ready === inRotation.includes(instance)) return
    inRotation = ready ? [...inRotation, instance] : inRotation.filter((other) => other !== instance)
  }
  const looking =
    lookEvery === undefined
      ? undefined
      : setInterval(() => {
          for (const instance of instances) void look(instance)
        }, lookEvery)
  const server = createServer(forward)
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return {
    given,
    stop: () =>
      new Promise((resolve) => {
        clearInterval(looking)
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
