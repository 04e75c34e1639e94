import { parse } from 'hono/utils/cookie'
import { createMiddleware } from 'hono/factory'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { databaseNow } from '../database/clock.ts'
import type { AppEnv } from '../http/app-env.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { isHttpOnLoopback } from '../http/origins.ts'
import { readTicket } from '../http/read-ticket.ts'
import { isFresh, readSelfTestTicket, SELF_TEST_HEADER } from './ticket.ts'

const header = z.string().nullable()

/** What arrived with a self-test, and what was sent back. Whoever reads it sent it: nothing in it is news of others. */
export const selfTestReportSchema = z.object({
  origin: header,
  secFetchSite: header,
  secFetchMode: header,
  secFetchDest: header,
  /** Whether the cookie came, unchanged. */
  cookie: z.boolean(),
  /** `null`: the body came as it was sent; else what is wrong with it. */
  body: z.string().nullable(),
  forwardedFor: z.boolean(),
  clientAddress: z.string().nullable(),
  /** Headers of this very answer, as they left. */
  sent: z.record(z.string(), z.string()),
})

export type SelfTestReport = z.infer<typeof selfTestReportSchema>

/** What a proxy might rewrite: /start's page depends on every one of them. */
const SENT = ['set-cookie', 'refresh', 'cache-control', 'content-security-policy', 'referrer-policy'] as const

export const selfTestCookieName = (publicUrl: string): string =>
  isHttpOnLoopback(publicUrl) ? 'hitch-self-test' : '__Host-hitch-self-test'

/**
 * Before POST /start: a request with a genuine self-test ticket in its header gets an account of itself; any other goes on
 * as if this were not here. It starts nothing, reads no row and makes no session.
 */
export const answerSelfTest = ({
  publicUrl,
  encryptionKeys,
  database,
}: Pick<ServerContext, 'publicUrl' | 'encryptionKeys' | 'database'>) =>
  createMiddleware<AppEnv>(async function answerSelfTest(c, next) {
    const ticket = c.req.header(SELF_TEST_HEADER)
    const genuine = ticket === undefined ? null : readSelfTestTicket(ticket, encryptionKeys)
    if (genuine === null || !isFresh(genuine, await askTime(database))) return await next()
    const { nonce } = genuine

    const name = selfTestCookieName(publicUrl)
    const secure = name.startsWith('__Host-') ? '; Secure' : ''
    c.header('Set-Cookie', `${name}=${nonce}; Max-Age=60; Path=/; HttpOnly${secure}; SameSite=Strict`)
    // In the form of an authorization URL. Nobody follows it: the answer goes to a program.
    c.header('Refresh', `0; url=${publicUrl}/callback/self-test?state=${nonce}&scope=a%20b`)
    const received = (wanted: string): string | null => c.req.header(wanted) ?? null
    const report: SelfTestReport = {
      origin: received('origin'),
      secFetchSite: received('sec-fetch-site'),
      secFetchMode: received('sec-fetch-mode'),
      secFetchDest: received('sec-fetch-dest'),
      cookie: parse(received('cookie') ?? '')[name] === nonce,
      body: await bodyFault(c.req.raw, ticket),
      forwardedFor: received('x-forwarded-for') !== null,
      clientAddress: c.env?.clientAddress ?? null,
      sent: Object.fromEntries(SENT.map((sent) => [sent, c.res.headers.get(sent) ?? ''])),
    }
    return c.json(report)
  })

/** The database's clock, the one that all instances share. */
const askTime = async (database: ServerContext['database']): Promise<number> => {
  const { rows } = await sql<{ now: Date }>`select ${databaseNow} as now`.execute(database)
  return rows[0]?.now.getTime() ?? 0
}

const bodyFault = async (request: Request, ticket: string | undefined): Promise<string | null> => {
  try {
    return (await readTicket(request)) === ticket ? null : 'its ticket was changed'
  } catch (error) {
    if (error instanceof HttpProblem) return error.detail ?? error.code
    throw error
  }
}
