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

export const brandSchema = pin<Brand>()(z.strictObject({ name: z.string(), logoUrl: z.string().exactOptional() }))

export const sessionSchema = pin<Session>()(
  z.strictObject({
    sessionId: field.id,
    expiresAt: field.instant,
    origin: field.origin,
    locale: z.string().exactOptional(),
    subject: z.string().exactOptional(),
    can: z.array(field.permission),
    brand: brandSchema,
  }),
)

export const providerSummarySchema = pin<ProviderSummary>()(
  z.strictObject({
    id: field.providerId,
    label: z.string(),
    shortLabel: z.string(),
    brands: z.array(z.string()),
    environment: field.environment.nullable(),
    availability: field.availability,
    prerequisites: z.array(field.prerequisite),
    dataShared: z.array(field.sharedData),
  }),
)

export const connectionSchema = pin<Connection>()(
  z.strictObject({
    provider: field.providerId,
    status: field.connectionStatus,
    environment: field.environment.nullable(),
    createdTime: z.string().nullable(),
    lastCheckedAt: field.instant.nullable(),
    disconnecting: z.literal(true).exactOptional(),
  }),
)

export const attemptErrorSchema = pin<AttemptError>()(z.strictObject({ code: field.errorCode, retry: field.retry }))

export const attemptSchema = pin<Attempt>()(
  z.strictObject({
    attemptId: field.id,
    provider: field.providerId,
    status: field.attemptStatus,
    createdAt: field.instant,
    expiresAt: field.instant,
    error: attemptErrorSchema.exactOptional(),
    connection: connectionSchema.exactOptional(),
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
  z.strictObject({
    id: z.string(),
    name: z.string(),
    connected: z.boolean(),
    managementUri: z.string().nullable(),
  }),
)
export const organizationListSchema = pin<OrganizationList>()(
  z.strictObject({ organizations: z.array(organizationSchema) }),
)

export const healthSchema = pin<Health>()(
  z.strictObject({ at: field.instant, statusCode: z.int(), summary: field.healthSummary }),
)
export const healthListSchema = pin<HealthList>()(z.strictObject({ events: z.array(healthSchema) }))

const count = pin<Count>()(z.strictObject({ count: z.int(), more: z.boolean() }))
export const progressSchema = pin<Progress>()(
  z.strictObject({
    growers: z.int().exactOptional(),
    farms: z.int().exactOptional(),
    fields: z.int().exactOptional(),
    files: count.exactOptional(),
    operations: count.exactOptional(),
    lastSyncAt: field.instant.exactOptional(),
  }),
)

export const createdSessionSchema = pin<CreatedSession>()(
  z.strictObject({
    sessionId: field.id,
    leafUserId: field.leafUserId,
    sessionToken: field.secret,
    expiresAt: field.instant,
  }),
)
export const createdHandoverSchema = pin<CreatedHandover>()(
  z.strictObject({ ticket: field.secret, url: field.httpUrl, expiresAt: field.instant }),
)
export const createdAttemptSchema = pin<CreatedAttempt>()(
  z.strictObject({ attemptId: field.id, ticket: field.secret, expiresAt: field.instant }),
)
export const callbackResultSchema = pin<CallbackResult>()(
  z.strictObject({
    attemptId: field.id,
    status: field.attemptStatus,
    next: field.httpUrl.exactOptional(),
    notify: field.origin,
    error: attemptErrorSchema.exactOptional(),
    subject: z.string().exactOptional(),
    brand: z.string().exactOptional(),
  }),
)

const problem = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: field.errorCode,
  detail: z.string().exactOptional(),
  requestId: z.string(),
}
export const problemSchema = pin<Problem>()(z.strictObject(problem))
export const stateMismatchProblemSchema = pin<StateMismatchProblem>()(
  z.strictObject({
    ...problem,
    attemptId: field.id.exactOptional(),
    attemptStatus: field.attemptStatus.exactOptional(),
    next: field.httpUrl.exactOptional(),
  }),
)
