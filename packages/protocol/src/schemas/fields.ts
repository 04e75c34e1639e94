import { z } from 'zod'
import {
  ATTEMPT_MODES,
  ATTEMPT_STATUSES,
  ATTEMPT_STEPS,
  AVAILABILITIES,
  CONNECTION_STATUSES,
  ENVIRONMENTS,
  HEALTH_SUMMARIES,
  LINK_STATUSES,
  PERMISSIONS,
  PREREQUISITES,
  PROVIDER_IDS,
  SHARED_DATA,
} from '../closed-lists.ts'
import { ERRORS, type ErrorCode } from '../errors.ts'

/** Single fields, said once. */
export const providerId = z.enum(PROVIDER_IDS)
export const environment = z.enum(ENVIRONMENTS)
export const availability = z.enum(AVAILABILITIES)
export const permission = z.enum(PERMISSIONS)
export const attemptMode = z.enum(ATTEMPT_MODES)
export const attemptStep = z.enum(ATTEMPT_STEPS)
export const attemptStatus = z.enum(ATTEMPT_STATUSES)
export const linkStatus = z.enum(LINK_STATUSES)
export const connectionStatus = z.enum(CONNECTION_STATUSES)
export const prerequisite = z.enum(PREREQUISITES)
export const sharedData = z.enum(SHARED_DATA)
export const healthSummary = z.enum(HEALTH_SUMMARIES)
export const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
export const retry = z.enum(['now', 'later', 'no'])

/** An instant: ISO 8601 in UTC. */
export const instant = z.iso.datetime()

/** Leaf's id of a user. The pattern keeps it safe as a path segment. */
export const leafUserId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** Ids of our own: short, url-safe. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** 256 random bits as base64url: tickets, states, session tokens. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The host's own id of a grower; trimmed first, so that blanks alone do not pass. */
export const externalId = z.string().trim().min(1).max(200)

/** Whose farm it is, as the host names it. */
export const subject = z.string().trim().min(1).max(120)

/** BCP 47, loosely: what `Intl` will be given. */
export const locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)
  .max(35)

/**
 * An origin as a browser sends it: scheme, host, port if not the default; no path, no slash, never `null`.
 * The shape alone: whether it is in the browser's own spelling, and allowed, the server decides.
 */
export const origin = z
  .string()
  .max(255)
  .regex(/^https?:\/\/[^\s/?#@\\]+$/, {
    error: 'must be an origin such as https://farm.example.com, without a path or a final slash',
  })

/** An absolute http(s) URL. */
export const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' }).max(2048)
