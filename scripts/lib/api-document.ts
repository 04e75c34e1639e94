/** As much of an OpenAPI document as docs/api.md is made of. */

export interface Schema {
  $ref?: string
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  const?: unknown
  description?: string
  enum?: unknown[]
  examples?: unknown[]
  format?: string
  items?: Schema
  maximum?: number
  maxLength?: number
  minimum?: number
  properties?: Record<string, Schema>
  required?: string[]
  type?: string | string[]
}

interface Content {
  schema: Schema
  example?: unknown
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: Schema
}

export interface Answer {
  description: string
  headers: Record<string, { description?: string; $ref?: string }>
  content?: Record<string, Content>
}

export interface Operation {
  tags: string[]
  summary: string
  description?: string
  security: Record<string, unknown>[]
  'x-asked-by': string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Content> }
  responses: Record<string, Answer>
}

export interface ApiDocument {
  info: { description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const BEYOND = 1e15

const code = (value: unknown): string => `\`${String(value)}\``

/** In words: its kind, its bounds, what it may be. */
export const kindOf = (schema: Schema): string => {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`
  if (schema.allOf?.[0]) return kindOf(schema.allOf[0])
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ')
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum?.includes('session_invalid')) return '[error code](#error-codes)'
  if (schema.enum) return schema.enum.map(code).join(', ')
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  const such = schema.examples ? `, such as ${schema.examples.map(code).join(', ')}` : ''
  return `${FORMATS[schema.format ?? ''] ?? schema.type ?? 'anything'}${boundsOf(schema)}${such}`
}

const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'time', uri: 'URL', binary: 'file' }

const boundsOf = ({ minimum = -BEYOND, maximum = BEYOND, maxLength, format }: Schema): string => {
  if (maxLength !== undefined && format === undefined) return `, up to ${maxLength} characters`
  if (Math.abs(minimum) < BEYOND && Math.abs(maximum) < BEYOND) return `, ${minimum} to ${maximum}`
  return ''
}

/** The members of an object, each on a line; of objects within it as well. */
export const membersOf = (schema: Schema, depth = 0): string[] => {
  if (schema.anyOf?.every(({ properties }) => properties))
    return schema.anyOf.flatMap((one, index) => [
      `${'  '.repeat(depth)}- ${index === 0 ? 'either' : 'or'}`,
      ...membersOf(one, depth + 1),
    ])
  const object = schema.type === 'array' ? (schema.items ?? {}) : schema
  const eitherOf = new Set(object.oneOf?.flatMap(({ required = [] }) => required))
  return Object.entries(object.properties ?? {}).flatMap(([name, member]) => {
    const optional = object.required?.includes(name) || eitherOf.has(name) ? '' : ', optional'
    const words = member.description === undefined ? '' : `. ${member.description}`
    return [`${'  '.repeat(depth)}- \`${name}\`: ${kindOf(member)}${optional}${words}`, ...membersOf(member, depth + 1)]
  })
}
