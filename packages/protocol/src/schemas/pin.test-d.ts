import { z } from 'zod'
import { pin } from './pin.ts'

/** Compiled by `typecheck`: a schema that is wider, narrower or other than its interface is refused. */
interface Farm {
  name: string
  hectares?: number
}

pin<Farm>()(z.strictObject({ name: z.string(), hectares: z.number().exactOptional() }))

// @ts-expect-error a field is missing
pin<Farm>()(z.strictObject({ name: z.string() }))

// @ts-expect-error a field too many
pin<Farm>()(z.strictObject({ name: z.string(), hectares: z.number().exactOptional(), owner: z.string() }))

// @ts-expect-error an optional field became required
pin<Farm>()(z.strictObject({ name: z.string(), hectares: z.number() }))

// @ts-expect-error a wider type
pin<Farm>()(z.strictObject({ name: z.string().nullable(), hectares: z.number().exactOptional() }))
