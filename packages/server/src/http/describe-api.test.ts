import { PROVIDER_IDS } from '@hitch/protocol'
import { ROUTE_TABLE } from '@hitch/protocol/schemas'
import { expect, test } from 'vitest'
import { describeApi } from './describe-api.ts'

const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as {
  openapi: string
  servers: unknown
  paths: Record<
    string,
    Record<string, { operationId: string; security: unknown; parameters?: unknown; responses: object }>
  >
  components: Record<'schemas' | 'headers', Record<string, { properties?: object }>>
}

test('every route of the table is described, once', () => {
  const described = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(described.toSorted()).toEqual(Object.keys(ROUTE_TABLE).toSorted())
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(document.servers).toEqual([{ url: 'https://connect.example.com' }])
})

test('callers, parameters, bodies and answers come from the table', () => {
  expect(document.paths['/v1/sessions']?.['post']).toMatchObject({
    security: [{ secretKey: [] }],
    requestBody: {
      content: {
        'application/json': {
          example: { externalId: 'NG-10427' },
          schema: {
            type: 'object',
            required: ['origin'],
            oneOf: [{ required: ['leafUserId'] }, { required: ['externalId'] }],
            properties: { expiresIn: { minimum: 300, maximum: 86_400 } },
          },
        },
      },
    },
    responses: { 201: { content: { 'application/json': { schema: { type: 'object' } } } } },
  })
  expect(document.paths['/v1/attempts']?.['post']).toMatchObject({
    requestBody: {
      content: {
        'application/json': { schema: { properties: { provider: { type: 'string', examples: [...PROVIDER_IDS] } } } },
      },
    },
  })
  expect(document.paths['/v1/attempts/{attemptId}/cancel']?.['post']?.parameters).toMatchObject([
    { name: 'attemptId', in: 'path', required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' } },
  ])
  expect(document.paths['/v1/attempts']?.['get']?.parameters).toMatchObject([
    { name: 'leafUserId', in: 'query', required: true },
  ])
  expect(document.paths['/start']?.['post']).toMatchObject({
    requestBody: {
      content: { 'multipart/form-data': { encoding: { ticket: { contentType: 'application/vnd.hitch' } } } },
    },
    responses: { 403: { content: { 'text/html': {} } } },
  })
})

test('refusals come with their codes and what these mean, by status', () => {
  const { responses } = document.paths['/v1/attempts']?.['post'] ?? {}
  expect(Object.keys(responses ?? {})).toEqual(['201', '400', '401', '403', '404', '410', '413', '415', '429', '500'])
  expect(responses).toMatchObject({
    401: {
      description: expect.stringMatching(/^`session_invalid`: .+\n\n`session_expired`: /) as string,
      headers: { 'WWW-Authenticate': {} },
      content: {
        'application/problem+json': {
          schema: { allOf: [{}, { properties: { code: { enum: ['session_invalid', 'session_expired'] } } }] },
        },
      },
    },
    429: { headers: { 'Retry-After': {} } },
  })
})

test('shapes that have a name are said once and pointed to', () => {
  const { properties } = document.components.schemas['Attempt'] ?? {}
  expect(properties).toMatchObject({ connection: { $ref: '#/components/schemas/Connection' } })
  expect(document.paths['/v1/attempts/{attemptId}']?.['get']?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Attempt' } } } },
  })
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(schemas|headers)\/([^"]+)"/g)]
  expect(references.length).toBeGreaterThan(50)
  for (const [, kind, name = ''] of references)
    expect(Object.keys(document.components[kind as 'schemas' | 'headers'])).toContain(name)
})
