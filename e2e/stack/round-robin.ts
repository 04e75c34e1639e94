import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

export interface RoundRobin {
  /** How many requests each instance was given, by its port. */
  readonly given: ReadonlyMap<number, number>
  /** From now on it is given nothing. Resolves when it has answered what it was given: then it may be stopped. */
  takeOut(port: number): Promise<void>
  putBack(port: number): void
  stop(): Promise<void>
}

/** A plain reverse proxy, as simple as they come: each request goes to the next instance, on a connection of its own. */
export const startRoundRobin = async (port: number, instances: readonly number[]): Promise<RoundRobin> => {
  const inRotation = [...instances]
  const given = new Map(instances.map((instance) => [instance, 0]))
  const underWay = new Map(instances.map((instance) => [instance, 0]))
  const agent = new Agent({ keepAlive: false })

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const instance = inRotation.shift()
    if (instance === undefined) return void outgoing.writeHead(503).end()
    inRotation.push(instance)
    given.set(instance, (given.get(instance) ?? 0) + 1)
    underWay.set(instance, (underWay.get(instance) ?? 0) + 1)
    outgoing.once('close', () => underWay.set(instance, (underWay.get(instance) ?? 0) - 1))
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
  const server = createServer(forward)
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return {
    given,
    async takeOut(instance) {
      const index = inRotation.indexOf(instance)
      if (index >= 0) inRotation.splice(index, 1)
      while ((underWay.get(instance) ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    putBack: (instance) => void inRotation.push(instance),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
