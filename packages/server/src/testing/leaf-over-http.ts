import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LeafCredential, LeafPostAnswer } from '../leaf/leaf.ts'
import { fakeProvider } from './fake-provider.ts'
import type { ImitatedLeaf } from './imitated-leaf.ts'

export interface LeafOverHttp {
  readonly url: string
  /** Codes that came to the token endpoint. */
  readonly codes: string[]
  /** Whether the token endpoint never answers. */
  hangsAtToken: boolean
  close(): Promise<void>
}

/** An imitated Leaf, and a provider's token endpoint, for a server in another process. A fault breaks the connection. */
export const serveLeaf = async (leaf: ImitatedLeaf): Promise<LeafOverHttp> => {
  const provider = fakeProvider('CNHIFieldOps')
  const served = { url: '', codes: [] as string[], hangsAtToken: false }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request)
    const user = 'the one'
    if (request.url === '/token') {
      const { code } = JSON.parse(body) as { code: string }
      served.codes.push(code)
      if (!served.hangsAtToken) send(response, 200, { refreshToken: `token of ${code}` })
    } else if (request.method === 'GET') {
      const credential = await leaf.credentials.get(user, provider)
      if (credential === null) send(response, 404, {})
      else send(response, 200, show(credential))
    } else if (request.method === 'POST') {
      const fields = JSON.parse(body) as Record<string, string>
      sendPost(response, await leaf.credentials.post(user, provider, fields))
    } else {
      await leaf.credentials.delete(user, provider)
      response.writeHead(204).end()
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(served, {
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

const show = ({ id, createdTime, statusWord, refreshToken, fields }: LeafCredential) => ({
  ...fields,
  id,
  createdTime,
  status: statusWord,
  refreshToken,
})

const sendPost = (response: ServerResponse, answer: LeafPostAnswer): void => {
  if (answer.kind === 'accepted') send(response, 201, answer.credential === null ? {} : show(answer.credential))
  else send(response, { conflict: 409, user_not_found: 404, refused: 400 }[answer.kind], {})
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
