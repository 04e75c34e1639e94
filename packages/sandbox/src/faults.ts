import { z } from 'zod'
import type { RecordedRequest } from './recorded-request.ts'

const rule = {
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** The path with `*` for one segment and a last `**` for any rest. */
  path: z.string().startsWith('/'),
  /** Only requests whose body contains this text. It tells FieldView's two POSTs to one path apart. */
  bodyContains: z.string().min(1).optional(),
  /** How many matching requests are let through first. */
  skip: z.number().int().min(0).default(0),
  /** How many are hit after that. */
  times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
  /** True: the request does its work first, and only then the answer goes wrong. */
  after: z.boolean().default(false),
  delayMs: z.number().int().min(0).max(600_000).default(0),
}

/** One thing that goes wrong on one route. `delay` alone only takes `delayMs`. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), ...rule }),
  z.strictObject({
    kind: z.literal('status'),
    ...rule,
    status: z.number().int().min(400).max(599),
    /** Seconds, or an HTTP date. */
    retryAfter: z.string().optional(),
    body: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('hang'), ...rule }),
  z.strictObject({ kind: z.literal('reset'), ...rule }),
  z.strictObject({
    kind: z.literal('redirect'),
    ...rule,
    location: z.url(),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
  }),
  z.strictObject({
    kind: z.literal('huge_body'),
    ...rule,
    bytes: z.number().int().min(1).max(1_000_000_000).default(5_000_000),
  }),
  z.strictObject({ kind: z.literal('malformed_json'), ...rule }),
  z.strictObject({ kind: z.literal('content_type'), ...rule, value: z.string().default('text/html') }),
  z.strictObject({ kind: z.literal('extra_fields'), ...rule }),
])

/** As a test or the control API writes it. */
export type FaultInput = z.input<typeof faultSchema>
export type Fault = z.output<typeof faultSchema> & { id: string }

function matches(fault: Fault, request: RecordedRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false
  if (fault.bodyContains !== undefined && !request.body.includes(fault.bodyContains)) return false
  const pattern = fault.path.split('/')
  const path = request.path.split('/')
  const open = pattern.at(-1) === '**'
  if (open) pattern.pop()
  if (open ? path.length < pattern.length : path.length !== pattern.length) return false
  return pattern.every((segment, index) => segment === '*' || segment === path[index])
}

/** The fault that hits this request, if any. Counts it, and forgets a fault that is used up. */
export function takeFault(faults: Fault[], request: RecordedRequest): Fault | undefined {
  for (const fault of faults) {
    if (!matches(fault, request)) continue
    if (fault.skip > 0) {
      fault.skip -= 1
      continue
    }
    if (fault.times !== 'always') {
      fault.times -= 1
      if (fault.times === 0) faults.splice(faults.indexOf(fault), 1)
    }
    return fault
  }
  return undefined
}
