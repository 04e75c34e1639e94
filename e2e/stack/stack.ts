import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type {
  Attempt,
  AttemptList,
  AttemptStatus,
  Connection,
  ConnectionList,
  CreatedAttempt,
  CreatedSession,
  ProviderId,
} from '@hitch/protocol'
import type { JournalEntry } from '../host/journal.ts'
import { asAfterFirstStart } from '../../scripts/lib/first-start.mjs'
import { bffEnvironment } from './bff-environment.ts'
import { repositoryRoot, startChild, type Child } from './child.ts'
import { freePort } from './free-port.ts'
import { hostPageAddress, startHostSite, type HostPage } from './host-site.ts'

const secretKey = 'e2e-secret-key-of-more-than-32-characters'

/** Sandbox, BFF and a host's site, each on an origin of its own: two sites, so that cookies and Origin matter. */
export interface Stack {
  readonly bffUrl: string
  readonly sandboxUrl: string
  readonly hostUrl: string
  readonly secretKey: string
  /** All that the BFF printed, over all its lives. */
  bffLog(): string
  /** Ends the BFF (by default as a crash would) and starts it again on the same data. */
  restartBff(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  killBff(): Promise<void>
  /** The operator's command line, with the BFF's settings. Gives what it printed. */
  hitch(...words: string[]): Promise<string>
  startBff(): Promise<void>
  /** The sandbox's switches; see packages/sandbox/README.md. */
  control(body: Record<string, unknown>): Promise<void>
  /** From now on Leaf takes every attach and never answers; a BFF that is killed meanwhile learns nothing. */
  hangAttach(hang: boolean): Promise<void>
  hostPageUrl(page: HostPage): string
  /** What the grower's page wrote down, if it was asked to. */
  journalOf(grower: string): JournalEntry[]
  /** What the host's backend learns with the secret key. */
  connectionsOf(grower: string): Promise<Connection[]>
  /** Leaf's user of this grower, found or made. */
  leafUserOf(grower: string): Promise<string>
  /** The truth, newest attempt first, as the host's backend asks for it with the secret key. */
  attemptsOf(leafUserId: string): Promise<Attempt[]>
  /** An attempt made and not started, as the widget's prefetch makes it. */
  prepareAttempt(grower: string, provider: ProviderId): Promise<CreatedAttempt>
  attemptStatus(grower: string, attemptId: string): Promise<AttemptStatus>
  /** As the host does at log-out. */
  endSession(sessionId: string): Promise<void>
  stop(): Promise<void>
}

export const startStack = async (extra: Record<string, string> = {}): Promise<Stack> => {
  const [bffPort, sandboxPort, hostPort] = [await freePort(), await freePort(), await freePort()]
  const bffUrl = `http://localhost:${bffPort}`
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const hostUrl = `http://127.0.0.1:${hostPort}`
  const dataDir = await mkdtemp(join(tmpdir(), 'hitch-e2e-'))

  const env = {
    ...bffEnvironment({ bffUrl, hostUrl, secretKey }, sandboxUrl),
    HITCH_ALLOWED_ORIGINS: `${hostUrl},http://localhost:${hostPort}`,
    HITCH_DATA_DIR: dataDir,
    HITCH_LOG_LEVEL: 'debug',
    PORT: String(bffPort),
    ...extra,
  }
  let earlierLog = ''
  let bff: Child
  const startBffOn = (folder: string) =>
    startChild('apps/bff/dist/main.js', { ...env, HITCH_DATA_DIR: folder }, `${bffUrl}/readyz`)
  const startBff = async () => {
    bff = await startBffOn(dataDir)
  }
  const stopBff = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await bff.stop(signal)
    earlierLog += bff.output()
  }

  const sandbox = await startChild(
    'packages/sandbox/dist/main.js',
    { PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl },
    sandboxUrl,
  )
  const host = await startHostSite({ port: hostPort, origin: hostUrl, bffUrl, secretKey })
  await asAfterFirstStart(repositoryRoot, dataDir, startBffOn)
  await startBff()

  const control = async (body: Record<string, unknown>): Promise<void> => {
    const response = await fetch(`${sandboxUrl}/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the sandbox refuses: ${await response.text()}`)
  }
  const ask = async <T>(path: string, init: RequestInit & { as: string }): Promise<T> => {
    const response = await fetch(bffUrl + path, {
      ...init,
      headers: { authorization: `Bearer ${init.as}`, 'content-type': 'application/json', origin: hostUrl },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    const body: T = await response.json()
    return body
  }
  const sessionOf = (grower: string): Promise<CreatedSession> =>
    ask('/v1/sessions', {
      as: secretKey,
      method: 'POST',
      body: JSON.stringify({ externalId: grower, origin: hostUrl }),
    })

  return {
    bffUrl,
    sandboxUrl,
    hostUrl,
    secretKey,
    bffLog: () => earlierLog + bff.output(),
    startBff,
    killBff: () => stopBff('SIGKILL'),
    async hitch(...words) {
      const { stdout } = await promisify(execFile)(process.execPath, ['apps/bff/dist/cli/hitch.js', ...words], {
        cwd: repositoryRoot,
        env: { PATH: process.env['PATH'] ?? '', ...env },
      })
      return stdout
    },
    async restartBff(signal = 'SIGKILL') {
      await stopBff(signal)
      await startBff()
    },
    control,
    hangAttach: (hang) =>
      control(
        hang
          ? {
              faults: [
                {
                  kind: 'hang',
                  method: 'POST',
                  path: '/leaf/services/usermanagement/api/users/*/cnhi-field-ops-credentials',
                  times: 'always',
                },
              ],
            }
          : { clearFaults: true },
      ),
    async connectionsOf(grower) {
      const { leafUserId } = await sessionOf(grower)
      const list = await ask<ConnectionList>(`/v1/users/${leafUserId}/connections`, { as: secretKey })
      return list.connections
    },
    async leafUserOf(grower) {
      return (await sessionOf(grower)).leafUserId
    },
    async attemptsOf(leafUserId) {
      const list = await ask<AttemptList>(`/v1/attempts?leafUserId=${leafUserId}`, { as: secretKey })
      return list.attempts
    },
    async prepareAttempt(grower, provider) {
      const { sessionToken } = await sessionOf(grower)
      return ask('/v1/attempts', { as: sessionToken, method: 'POST', body: JSON.stringify({ provider }) })
    },
    async attemptStatus(grower, attemptId) {
      const { sessionToken } = await sessionOf(grower)
      const attempt = await ask<Attempt>(`/v1/attempts/${attemptId}`, { as: sessionToken })
      return attempt.status
    },
    async endSession(sessionId) {
      const response = await fetch(`${bffUrl}/v1/sessions/${sessionId}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${secretKey}` },
      })
      if (response.status !== 204) throw new Error(`the session was not ended: ${response.status}`)
    },
    journalOf: (grower) => host.journalOf(grower),
    hostPageUrl: (page) => hostPageAddress(hostUrl, page),
    async stop() {
      await Promise.all([stopBff('SIGTERM'), sandbox.stop(), host.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
