import type { ProviderId } from '@hitch/protocol'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import { DEFAULT_REGISTRATIONS } from '../registrations.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'

export const ORIGIN = 'http://localhost:4320'
export const USERS = '/leaf/services/usermanagement/api/users'
export const CALLBACK = 'https://connect.example/callback/X'

const DAY = 24 * 60 * 60 * 1000

interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body as JSON; undefined if it is none. */
  json: unknown
}

/** A sandbox with a clock that stands still, and short ways to call it. */
export class Tester {
  time = Date.UTC(2026, 2, 1)
  readonly sandbox: Sandbox
  private token: { value: string; since: number } | undefined

  constructor(options: SandboxOptions = {}) {
    this.sandbox = createSandbox({
      ...options,
      tools: { now: () => this.time, sleep: () => Promise.resolve(), ...options.tools },
    })
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const init =
      body === undefined
        ? { method, headers }
        : { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
    return read(await this.sandbox.fetch(ORIGIN + path, init))
  }

  async form(
    path: string,
    fields: Record<string, string> | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return read(await this.sandbox.fetch(ORIGIN + path, { method: 'POST', headers, body: new URLSearchParams(fields) }))
  }

  /** Calls Leaf with a token of at most a day. */
  async leaf(method: string, path: string, body?: unknown): Promise<Answer> {
    if (this.token === undefined || this.token.since + DAY < this.time) {
      const { LEAF_USERNAME: username, LEAF_PASSWORD: password } = this.sandbox.environment
      const signedIn = await this.send('POST', '/leaf/api/authenticate', { username, password, rememberMe: 'true' })
      this.token = { value: (signedIn.json as { id_token: string }).id_token, since: this.time }
    }
    return this.send(method, path, body, { authorization: `Bearer ${this.token.value}` })
  }

  credential(leafUserId: string, provider: ProviderId): string {
    return `${USERS}/${leafUserId}/${PROVIDER_FACTS[provider].credentialPath}`
  }

  /** A body that Leaf takes. */
  body(provider: ProviderId, refreshToken = this.sandbox.control.grant(provider)): Record<string, string> {
    const { environment, ...keys } = { environment: undefined, ...DEFAULT_REGISTRATIONS[provider] }
    return { ...keys, refreshToken, ...(environment === undefined ? {} : { clientEnvironment: environment }) }
  }

  /** A Leaf user with a credential attached. */
  async attached(provider: ProviderId, refreshToken?: string): Promise<string> {
    const { id } = this.sandbox.control.addUser()
    const answer = await this.leaf('POST', this.credential(id, provider), this.body(provider, refreshToken))
    if (answer.status >= 300) throw new Error(answer.text)
    return id
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status: response.status, headers: response.headers, text, json }
}
