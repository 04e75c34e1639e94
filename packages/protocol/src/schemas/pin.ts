import type { z } from 'zod'

type Exact<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Flat<T> = T extends readonly (infer Item)[]
  ? Flat<Item>[]
  : T extends object
    ? { [Key in keyof T]: Flat<T[Key]> }
    : T

/**
 * Gives a schema the interface's type, and does not compile when the schema accepts more, less or something else.
 * The interface comes first so that no zod reaches a browser; this keeps the two from drifting apart.
 *
 * @example export const brandSchema = pin<Brand>()(z.strictObject({ name: z.string(), logoUrl: z.string().exactOptional() }))
 */
export const pin =
  <Interface>() =>
  <Schema extends z.ZodType>(
    schema: Schema & (Exact<Flat<z.output<Schema>>, Flat<Interface>> extends true ? unknown : never),
  ): z.ZodType<Interface> =>
    schema as unknown as z.ZodType<Interface>
