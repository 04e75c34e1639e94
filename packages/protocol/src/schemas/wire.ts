import { z } from 'zod'
import type {
  Attempt,
  AttemptError,
  AttemptList,
  Brand,
  CallbackResult,
  Connection,
  ConnectionList,
  ConnectState,
  Count,
  CreatedAttempt,
  CreatedHandover,
  ForgottenUser,
  CreatedSession,
  Health,
  HealthList,
  Organization,
  OrganizationList,
  Problem,
  ProviderSummary,
  Progress,
  Session,
  StateMismatchProblem,
} from '../wire.ts'
import * as field from './fields.ts'
import { pin } from './pin.ts'

/** Answers. Strict, so that a test that parses an answer finds any field that is not on the allowlist. */

export const brandSchema = pin<Brand>()(
  z
    .strictObject({ name: z.string(), logoUrl: z.string().exactOptional() })
    .meta({ id: 'Brand', description: 'Who receives the grower’s data' }),
)

export const sessionSchema = pin<Session>()(
  z
    .strictObject({
      sessionId: field.id,
      expiresAt: field.instant,
      origin: field.origin.describe('The one origin from which it may be used'),
      locale: z.string().exactOptional().describe('BCP 47'),
      subject: z.string().exactOptional().describe('Whose farm it is, as the host names it'),
      can: z.array(field.permission).describe('What it may do'),
      brand: brandSchema,
    })
    .meta({ id: 'Session', description: 'What a session may do, and until when' }),
)

export const providerSummarySchema = pin<ProviderSummary>()(
  z
    .strictObject({
      id: field.providerId,
      label: z.string(),
      shortLabel: z.string(),
      brands: z.array(z.string()).describe('Names that growers know it by'),
      environment: field.environment
        .nullable()
        .describe('Of the operator’s application there; null: it knows no such thing'),
      availability: field.availability.describe('`down`: it, or its OAuth helper, does not answer'),
      prerequisites: z.array(field.prerequisite).describe('What a grower needs before he can connect'),
      dataShared: z.array(field.sharedData).describe('What he shares by connecting'),
    })
    .meta({ id: 'ProviderSummary', description: 'A provider that the session offers' }),
)

export const connectionSchema = pin<Connection>()(
  z
    .strictObject({
      provider: field.providerId,
      status: field.connectionStatus,
      environment: field.environment.nullable().describe('null: not known'),
      createdTime: z.string().nullable().describe('As Leaf tells it; null: not told'),
      lastCheckedAt: field.instant.nullable().describe('When Leaf was last asked with success; null: never'),
      disconnecting: z
        .literal(true)
        .exactOptional()
        .describe('From the disconnect until the credential is gone at Leaf'),
    })
    .meta({ id: 'Connection', description: 'What may be known of a credential' }),
)

export const attemptErrorSchema = pin<AttemptError>()(
  z
    .strictObject({
      code: field.errorCode,
      retry: field.retry.describe('Whether the grower may try again: at once, after a while, in vain'),
    })
    .meta({ id: 'AttemptError', description: 'Why an attempt ended without a connection' }),
)

export const attemptSchema = pin<Attempt>()(
  z
    .strictObject({
      attemptId: field.id,
      provider: field.providerId,
      status: field.attemptStatus,
      createdAt: field.instant,
      expiresAt: field.instant.describe('When it expires, if no code has come by then'),
      error: attemptErrorSchema
        .exactOptional()
        .describe('With `failed` and `expired` always, with `cancelled` only when superseded'),
      connection: connectionSchema.exactOptional().describe('With `connected`'),
    })
    .meta({
      id: 'Attempt',
      description: 'One go at one provider, with exactly one outcome: `connected`, `failed`, `cancelled` or `expired`',
    }),
)

export const attemptListSchema = pin<AttemptList>()(z.strictObject({ attempts: z.array(attemptSchema) }))
export const connectionListSchema = pin<ConnectionList>()(z.strictObject({ connections: z.array(connectionSchema) }))

export const connectStateSchema = pin<ConnectState>()(
  z.strictObject({
    session: sessionSchema,
    providers: z.array(providerSummarySchema),
    connections: z.array(connectionSchema),
    attempts: z.array(attemptSchema),
  }),
)

export const organizationSchema = pin<Organization>()(
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      connected: z.boolean().describe('Whether the grower shares it'),
      managementUri: z.string().nullable().describe('Where the grower changes that; null: Leaf does not tell'),
    })
    .meta({ id: 'Organization', description: 'An organization at John Deere' }),
)
export const organizationListSchema = pin<OrganizationList>()(
  z.strictObject({ organizations: z.array(organizationSchema) }),
)

export const healthSchema = pin<Health>()(
  z
    .strictObject({
      at: field.instant,
      statusCode: z.int().describe('HTTP status of the provider’s answer to Leaf'),
      summary: field.healthSummary,
    })
    .meta({ id: 'Health', description: 'One look of Leaf’s at the provider' }),
)
export const healthListSchema = pin<HealthList>()(z.strictObject({ events: z.array(healthSchema) }))

const count = pin<Count>()(
  z
    .strictObject({ count: z.int(), more: z.boolean().describe('There are more than were counted') })
    .meta({ id: 'Count' }),
)
export const progressSchema = pin<Progress>()(
  z
    .strictObject({
      growers: z.int().exactOptional(),
      farms: z.int().exactOptional(),
      fields: z.int().exactOptional(),
      files: count.exactOptional(),
      operations: count.exactOptional(),
      lastSyncAt: field.instant.exactOptional().describe('When Leaf last synced'),
    })
    .meta({ id: 'Progress', description: 'What has arrived at Leaf: numbers; what is absent could not be counted' }),
)

export const createdSessionSchema = pin<CreatedSession>()(
  z.strictObject({
    sessionId: field.id,
    leafUserId: field.leafUserId.describe('Named, found or made: what you ask for connections with'),
    sessionToken: field.secret.describe('For the grower’s page alone. Told only here'),
    expiresAt: field.instant.describe('When the session ends'),
  }),
)
export const createdHandoverSchema = pin<CreatedHandover>()(
  z.strictObject({
    ticket: field.secret.describe('Good for 5 minutes, once. Told only here'),
    url: field.httpUrl.describe('Where the grower’s browser brings the ticket'),
    expiresAt: field.instant.describe('When the ticket runs out'),
  }),
)
export const forgottenUserSchema = pin<ForgottenUser>()(
  z.strictObject({
    leafUserId: field.leafUserId,
    left: z.array(
      z
        .strictObject({
          where: z.enum(['leaf', 'hitch']),
          what: z
            .enum(['user', 'credential', 'disconnect', 'attempt'])
            .describe(
              'At Leaf: its user, a credential. Here, until it is done: a disconnect because Leaf is down, an attempt that talks to Leaf right now or has yet to put an old credential back',
            ),
          provider: field.providerId.exactOptional().describe('Of all but the user'),
        })
        .meta({ id: 'LeftBehind', description: 'What is left of a grower who is forgotten' }),
    ),
  }),
)
export const createdAttemptSchema = pin<CreatedAttempt>()(
  z.strictObject({
    attemptId: field.id,
    ticket: field.secret.describe('For `POST /start`. Good for 10 minutes, once'),
    expiresAt: field.instant.describe('When the ticket runs out'),
  }),
)
export const callbackResultSchema = pin<CallbackResult>()(
  z.strictObject({
    attemptId: field.id,
    status: field.attemptStatus,
    next: field.httpUrl
      .exactOptional()
      .describe('Where this window goes now: John Deere’s organizations page, or in `redirect` mode the return URL'),
    notify: field.origin.describe('The session’s origin: the only target of postMessage'),
    error: attemptErrorSchema.exactOptional(),
    subject: z.string().exactOptional().describe('Whose farm it is'),
    brand: z.string().exactOptional().describe('A connect link’s own, instead of the operator’s'),
  }),
)

const problem = {
  type: z.string().describe('`urn:hitch:problem:` and the code'),
  title: z.string().describe('The same for every problem of this code'),
  status: z.int().describe('Of the HTTP answer'),
  code: field.errorCode.describe('Of the closed list; take one that you do not know for `internal`'),
  detail: z.string().exactOptional().describe('For the developer: names the field or the rule, never what was sent'),
  requestId: z.string().describe('What the BFF’s log calls this request'),
}
export const problemSchema = pin<Problem>()(
  z.strictObject(problem).meta({ id: 'Problem', description: 'RFC 9457 problem details, with our code' }),
)
export const stateMismatchProblemSchema = pin<StateMismatchProblem>()(
  z
    .strictObject({
      ...problem,
      attemptId: field.id.exactOptional(),
      attemptStatus: field.attemptStatus.exactOptional().describe('Where the attempt stands; `status` is of HTTP'),
      next: field.httpUrl.exactOptional().describe('Where this window goes now'),
    })
    .meta({
      id: 'StateMismatchProblem',
      description: 'After a second use of a state, to the browser with the attempt’s cookie',
    }),
)

/** For whoever watches the process: a load balancer, an operator. No browser asks. */
export const aliveSchema = z.strictObject({ status: z.literal('alive') })
export const readinessSchema = z.strictObject({
  status: z
    .enum(['ready', 'stopping', 'unavailable'])
    .describe('`stopping`: give it nothing more. `unavailable`: its database does not answer'),
  durability: z
    .enum(['process', 'machine'])
    .describe('What the database survives: the loss of its process, or of its machine'),
})
