import { Agent, request } from 'node:http'

/** An answer as the growers need it: they look at few of them. */
export interface Answer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly cookies: readonly string[]
  readonly text: string
}

export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Requests on connections that are kept, by node:http: a fetch costs the growers several times as much, and whoever
 * measures shares two cores with what is measured.
 */
export const createHttpClient = () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' })
  return {
    ask: (url: string, { method, headers = {}, body }: Ask): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
        const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk: string) => (text += chunk))
          incoming.once('error', reject)
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              header(name) {
                const value = incoming.headers[name]
                return Array.isArray(value) ? value[0] : value
              },
              cookies: (incoming.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0] ?? ''),
              text,
            }),
          )
        })
        outgoing.once('error', reject)
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}

export type HttpClient = ReturnType<typeof createHttpClient>
