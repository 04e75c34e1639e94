import { z } from 'zod'
import type { CreatedLink, CreateLink, Link, LinkBrand, LinkCompletion, LinkList, LinkMessage } from '../links.ts'
import { NAMES_ONE_GROWER, namesOneGrower, newLeafUserSchema, ONE_GROWER_IN_JSON } from './bodies.ts'
import * as field from './fields.ts'
import { pin } from './pin.ts'

export const linkBrandSchema = pin<LinkBrand>()(
  z.strictObject({
    name: z.string().trim().min(1).max(120),
    logoUrl: field.httpUrl.exactOptional().describe('https'),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, { error: 'must be a colour such as #1d6f42' })
      .exactOptional()
      .describe('Such as `#1d6f42`'),
  }),
)

export const createLinkSchema = pin<CreateLink>()(
  z
    .strictObject({
      leafUserId: field.leafUserId.exactOptional().describe('Leaf’s own id; exactly one of this and externalId'),
      externalId: field.externalId.exactOptional().describe('Your id: the Leaf user is found by it, or made'),
      user: newLeafUserSchema
        .exactOptional()
        .describe('For a Leaf user that is made; name and email default to externalId'),
      subject: field.subject.describe('Whose farm it is, as the grower reads it'),
      providers: z
        .array(field.providerId)
        .min(1)
        .exactOptional()
        .describe('Which are offered; default: all that are set up'),
      expiresIn: z.int().min(900).max(31_536_000).exactOptional().describe('Seconds; default 86400'),
      maxCompletions: z.int().min(1).max(100).exactOptional().describe('Connected attempts per provider; default 1'),
      locale: field.locale.exactOptional().describe('BCP 47; default: the browser’s'),
      returnUrl: field.httpUrl.exactOptional().describe('Where the last page leads, on an allowed origin'),
      brand: linkBrandSchema.exactOptional().describe('Who asks; default: the operator’s'),
    })
    .refine(namesOneGrower, NAMES_ONE_GROWER)
    .meta(ONE_GROWER_IN_JSON),
)

export const listLinksQuerySchema = z.strictObject({
  leafUserId: field.leafUserId.exactOptional().describe('Of this Leaf user alone'),
  before: field.id.exactOptional().describe('Older than this link'),
})

const linkMessageSchema = pin<LinkMessage>()(
  z
    .strictObject({ mailSubject: z.string(), mailText: z.string(), smsText: z.string() })
    .meta({ id: 'LinkMessage', description: 'Ready to send, in the link’s language' }),
)

export const createdLinkSchema = pin<CreatedLink>()(
  z.strictObject({
    linkId: field.id,
    url: field.httpUrl.describe('Holds the link’s secret. Told only here'),
    expiresAt: field.instant,
    qrCode: z.string().describe('The URL as an SVG document'),
    message: linkMessageSchema,
  }),
)

const linkCompletionSchema = pin<LinkCompletion>()(
  z
    .strictObject({ provider: field.providerId, count: z.int(), completedAt: field.instant.describe('Of the newest') })
    .meta({ id: 'LinkCompletion' }),
)

export const linkSchema = pin<Link>()(
  z
    .strictObject({
      linkId: field.id,
      leafUserId: field.leafUserId,
      subject: z.string(),
      providers: z.array(field.providerId).exactOptional().describe('Absent: all that are set up'),
      maxCompletions: z.int().describe('How often each provider may be connected by it'),
      status: field.linkStatus,
      createdAt: field.instant,
      expiresAt: field.instant,
      openedAt: field.instant
        .nullable()
        .describe('The grower’s first press on Continue; a mail scanner’s look is none'),
      completions: z.array(linkCompletionSchema),
    })
    .meta({ id: 'Link', description: 'A connect link, without its secret' }),
)

export const linkListSchema = pin<LinkList>()(z.strictObject({ links: z.array(linkSchema), more: z.boolean() }))
