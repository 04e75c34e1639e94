import type { z } from 'zod'
import type { ROUTE_TABLE, RouteKey } from './route-table.ts'

type Table = typeof ROUTE_TABLE
type BodyOf<Key extends RouteKey> = Table[Key] extends { body: z.ZodType<infer Body> } ? { body: Body } : unknown
type JsonOf<Answers> = Extract<Answers[keyof Answers], z.ZodType>
type AnswerOf<Key extends RouteKey> = [JsonOf<Table[Key]['answers']>] extends [never]
  ? unknown
  : { answer: z.output<JsonOf<Table[Key]['answers']>> }

/** Of a route: what is sent, and what is answered when all is well. */
type Examples = {
  readonly [Key in RouteKey as unknown extends BodyOf<Key> & AnswerOf<Key> ? never : Key]: BodyOf<Key> & AnswerOf<Key>
}

const session = {
  leafUserId: '2d1c7f0e-6a53-4a5e-9a57-0c3f2b8e4d11',
  sessionId: 'ses_Zk3vQ2hT9mXc7LpWb1Rd4g',
  origin: 'https://www.northfield.example',
  subject: 'North Ridge Farm',
} as const

const connection = {
  provider: 'JohnDeere',
  status: 'connected',
  environment: 'PRODUCTION',
  createdTime: '2026-05-14T09:41:07.000Z',
  lastCheckedAt: '2026-05-14T09:41:12.000Z',
} as const

const attempt = {
  attemptId: 'att_8sWq0NfYx2JtKc5VbGm1Pd',
  provider: 'JohnDeere',
  status: 'connected',
  createdAt: '2026-05-14T09:40:02.000Z',
  expiresAt: '2026-05-14T10:10:02.000Z',
  connection,
} as const

const waiting = {
  attemptId: attempt.attemptId,
  provider: 'JohnDeere',
  status: 'started',
  createdAt: attempt.createdAt,
  expiresAt: attempt.expiresAt,
} as const

const link = {
  linkId: 'lnk_4TfHs9RkLz2WmYb7Qx0Nce',
  leafUserId: session.leafUserId,
  subject: session.subject,
  maxCompletions: 1,
  status: 'active',
  createdAt: '2026-05-14T09:40:00.000Z',
  expiresAt: '2026-05-15T09:40:00.000Z',
  openedAt: '2026-05-14T09:52:31.000Z',
  completions: [{ provider: 'JohnDeere', count: 1, completedAt: '2026-05-14T09:54:10.000Z' }],
} as const

const secret = 'rX0c5Jw8uTq2Yb7LmEv1Nz4KdGh6PsAfWo3IiRtUe9M'

/** Shown beside each route. A test holds them against its schemas. */
export const EXAMPLES: Examples = {
  createSession: {
    body: { externalId: 'NG-10427', subject: session.subject, origin: session.origin },
    answer: {
      sessionId: session.sessionId,
      leafUserId: session.leafUserId,
      sessionToken: secret,
      expiresAt: '2026-05-14T10:10:00.000Z',
    },
  },
  createHandover: {
    body: {
      externalId: 'NG-10427',
      subject: session.subject,
      origin: session.origin,
      returnUrl: `${session.origin}/farm-data`,
    },
    answer: { ticket: secret, url: 'https://connect.example.com/connect', expiresAt: '2026-05-14T09:45:00.000Z' },
  },
  forgetUser: {
    answer: {
      leafUserId: session.leafUserId,
      left: [
        { where: 'leaf', what: 'user' },
        { where: 'leaf', what: 'credential', provider: 'JohnDeere' },
      ],
    },
  },
  listUserConnections: { answer: { connections: [connection] } },
  listUserAttempts: { answer: { attempts: [attempt] } },
  createLink: {
    body: { externalId: 'NG-10427', subject: session.subject, expiresIn: 604_800 },
    answer: {
      linkId: link.linkId,
      url: `https://connect.example.com/l/${secret}`,
      expiresAt: '2026-05-21T09:40:00.000Z',
      qrCode: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 45 45">…</svg>',
      message: {
        mailSubject: 'Connect the farm data of North Ridge Farm',
        mailText: 'Northfield Grain asks …',
        smsText: 'Northfield Grain: …',
      },
    },
  },
  listLinks: { answer: { links: [{ ...link, completions: [...link.completions] }], more: false } },
  getLink: { answer: { ...link, completions: [...link.completions] } },
  getConnect: {
    answer: {
      session: {
        sessionId: session.sessionId,
        expiresAt: '2026-05-14T10:10:00.000Z',
        origin: session.origin,
        subject: session.subject,
        can: ['connect', 'disconnect', 'details'],
        brand: { name: 'Northfield Grain' },
      },
      providers: [
        {
          id: 'JohnDeere',
          label: 'John Deere Operations Center',
          shortLabel: 'John Deere',
          brands: ['John Deere Operations Center'],
          environment: 'PRODUCTION',
          availability: 'available',
          prerequisites: ['choose_organizations'],
          dataShared: ['fields', 'operations', 'files'],
        },
      ],
      connections: [connection],
      attempts: [],
    },
  },
  createAttempt: {
    body: { provider: 'JohnDeere' },
    answer: { attemptId: attempt.attemptId, ticket: secret, expiresAt: '2026-05-14T09:50:02.000Z' },
  },
  getAttempt: { answer: waiting },
  cancelAttempt: { answer: { ...waiting, status: 'cancelled' } },
  listEvents: { answer: { events: [{ at: '2026-05-14T09:41:12.000Z', statusCode: 200, summary: 'access_works' }] } },
  getProgress: {
    answer: {
      farms: 3,
      fields: 38,
      files: { count: 100, more: true },
      operations: { count: 12, more: false },
      lastSyncAt: '2026-05-14T09:58:00.000Z',
    },
  },
  listOrganizations: {
    answer: {
      organizations: [
        {
          id: '4193081',
          name: 'North Ridge Farm',
          connected: true,
          managementUri: 'https://connections.deere.com/connections/0000-demo/connections-dialog?orgId=4193081',
        },
      ],
    },
  },
  callback: {
    body: { code: 'SplxlOBeZQQYbYS6WxSbIA', state: secret },
    answer: { attemptId: attempt.attemptId, status: 'attaching', notify: session.origin, subject: session.subject },
  },
  organizationsCallback: {
    body: {},
    answer: { attemptId: attempt.attemptId, status: 'verifying', notify: session.origin, subject: session.subject },
  },
  health: { answer: { status: 'alive' } },
  ready: { answer: { status: 'ready', durability: 'machine' } },
}
