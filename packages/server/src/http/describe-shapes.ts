import { z } from 'zod'

export type Json = Record<string, unknown>

export interface Shapes {
  /** The schema as a part of the document: shapes that have a name are pointed to. */
  readonly schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json
  /** Every shape that was pointed to, by name. */
  readonly named: () => Json
}

/** JSON Schemas of zod's, with those that bear an `id` gathered under `components/schemas`. */
export const createShapes = (): Shapes => {
  const shapes: Json = {}
  return {
    schemaOf(schema, io) {
      const {
        $schema: _,
        $defs,
        ...rest
      } = moved(z.toJSONSchema(schema, { target: 'draft-2020-12', io, override })) as Json
      Object.assign(shapes, $defs)
      const { id, ...own } = rest
      if (typeof id !== 'string') return rest
      shapes[id] = own
      return { $ref: REFERENCE + id }
    },
    named: () =>
      Object.fromEntries(
        Object.entries(shapes)
          .map(([name, shape]): [string, Json] => [name, withoutId(shape as Json)])
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
  }
}

/** What `format` says already, in half a kilobyte. */
const override = ({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

const REFERENCE = '#/components/schemas/'

/** zod keeps named shapes beside the one that points to them; an OpenAPI document keeps them all in one place. */
const moved = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${REFERENCE}`)) as unknown

const withoutId = (shape: Json): Json => Object.fromEntries(Object.entries(shape).filter(([key]) => key !== 'id'))
