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
          schema: {
            type: 'object',
            required: ['origin'],
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
  expect(document.paths['/v1/attempts/{attemptId}/cancel']?.['post']?.parameters).toEqual([
    { name: 'attemptId', in: 'path', required: true, schema: { type: 'string' } },
  ])
  expect(document.paths['/v1/attempts']?.['get']?.parameters).toMatchObject([
    { name: 'leafUserId', in: 'query', required: true },
  ])
  expect(document.paths['/start']?.['post']).toMatchObject({
    requestBody: {
      content: { 'multipart/form-data': { encoding: { ticket: { contentType: 'application/vnd.hitch' } } } },
    },
    responses: { default: { content: { 'text/html': {} } } },
  })
})

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document)
  for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    expect(text).toContain(`"${name}":{`)
})
