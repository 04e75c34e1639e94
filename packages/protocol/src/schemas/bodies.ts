import { z } from 'zod'
import { FORGET_CREDENTIALS, PROVIDER_IDS } from '../closed-lists.ts'
import type { CallbackBody, CreateAttempt, CreateSession, NewLeafUser, OrganizationsCallbackBody } from '../wire.ts'
import * as field from './fields.ts'
import { pin } from './pin.ts'

/** Request bodies. Strict: a misspelt field is told, not ignored. */

export const newLeafUserSchema = pin<NewLeafUser>()(
  z.strictObject({
    name: z.string().trim().min(1).max(200).exactOptional(),
    email: z.string().trim().min(1).max(320).exactOptional(),
    phone: z.string().trim().min(1).max(40).exactOptional(),
    address: z.string().trim().min(1).max(500).exactOptional(),
  }),
)

interface NamedGrower {
  readonly leafUserId?: string
  readonly externalId?: string
}
export const namesOneGrower = ({ leafUserId, externalId }: NamedGrower): boolean =>
  (leafUserId === undefined) !== (externalId === undefined)
export const NAMES_ONE_GROWER = { error: 'give exactly one of leafUserId and externalId' }
/** The same for whoever reads the JSON Schema: zod cannot tell what a refinement means. */
export const ONE_GROWER_IN_JSON = { oneOf: [{ required: ['leafUserId'] }, { required: ['externalId'] }] }

export const forgetQuerySchema = z.strictObject({
  credentials: z
    .enum(FORGET_CREDENTIALS)
    .default('keep')
    .describe('Whether those at Leaf are deleted, too, so that nothing is synced any more. Default: `keep`'),
})

export const createSessionSchema = pin<CreateSession>()(
  z
    .strictObject({
      leafUserId: field.leafUserId.exactOptional().describe('Leaf’s own id; exactly one of this and externalId'),
      externalId: field.externalId.exactOptional().describe('Your id: the Leaf user is found by it, or made'),
      origin: field.origin.describe('Of the page that embeds the widget, without a path'),
      user: newLeafUserSchema
        .exactOptional()
        .describe('For a Leaf user that is made; name and email default to externalId'),
      subject: field.subject.exactOptional().describe('Whose farm it is, as the grower reads it'),
      providers: z
        .array(field.providerId)
        .min(1)
        .exactOptional()
        .describe('Which are offered; default: all that are set up'),
      locale: field.locale.exactOptional().describe('BCP 47; default: the browser’s'),
      returnUrl: field.httpUrl
        .exactOptional()
        .describe('Where the same tab comes back to, on the origin; default: its /'),
      expiresIn: z.int().min(300).max(86_400).exactOptional().describe('Seconds; default 1800'),
      can: z.array(field.permission).min(1).exactOptional().describe('Default: all three'),
    })
    .refine(namesOneGrower, NAMES_ONE_GROWER)
    .meta(ONE_GROWER_IN_JSON),
)

export const createAttemptSchema = pin<CreateAttempt>()(
  z.strictObject({
    provider: z.string().meta({ examples: [...PROVIDER_IDS], description: 'One that the session offers' }),
    mode: field.attemptMode.exactOptional().describe('Default: popup'),
    step: field.attemptStep.exactOptional().describe('John Deere’s organizations alone'),
    returnUrl: field.httpUrl.exactOptional().describe('On the session’s origin; default: the session’s'),
  }),
)

/** Codes are opaque (RFC 6749 section 4.1.2): any text up to 4,096 characters. */
const code = z.string().min(1).max(4096)

/** Ours has 43 characters; one of any other length is unknown like any other (403), not malformed (400). */
const state = z.string().min(1).max(512)

export const callbackBodySchema = pin<CallbackBody>()(
  z.union([
    z.strictObject({ code, state }),
    z.strictObject({
      code: code.exactOptional(),
      error: z.string().min(1).max(200),
      errorDescription: z.string().max(2000).exactOptional(),
      state,
    }),
  ]),
)

export const organizationsCallbackBodySchema = pin<OrganizationsCallbackBody>()(
  z.strictObject({ state: z.string().max(200).exactOptional() }),
)
