import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Front } from '../front.ts'
import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import { BODY_LIMIT, readBytes } from '../http/read-body.ts'

/** Of all that an alert says only this counts; the rest is asked of Leaf. */
const alertSchema = z.looseObject({ credentialId: z.string().min(1).max(200) })

/**
 * Leaf's alerts. Whatever Leaf has signed is answered with 204, understood or not: else it would come again and again
 * (after 1, 30, 60 and 240 minutes), and be no better understood.
 */
export const leafAlertHandlers = ({ context, handover }: Front): Pick<Handlers, 'leafAlert'> => ({
  async leafAlert({ c }) {
    const { leafAlertsSecret: secret } = context
    if (secret === undefined) throw new HttpProblem('not_found')
    const bytes = await readBytes(c.req.raw, BODY_LIMIT)
    if (!isSigned(bytes, c.req.header('x-leaf-signature') ?? '', secret))
      throw new HttpProblem('invalid_request', { detail: 'X-Leaf-Signature is not of this body and our secret' })
    const alert = alertSchema.safeParse(readJson(bytes))
    if (alert.success) await handover.alerted(alert.data.credentialId)
    else c.get('log').warn('an alert of Leaf’s was not understood')
    return { status: 204 }
  },
})

/** In constant time, over the bytes as they came. */
const isSigned = (bytes: Uint8Array, signature: string, secret: string): boolean => {
  const expected = Buffer.from(createHmac('sha256', secret).update(bytes).digest('base64'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const readJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
