import { readFileSync } from 'node:fs'
import { ROUTE_TABLE, type Route } from '@hitch/protocol/schemas'
import { expect, test } from 'vitest'
import { describeApi } from '../../packages/server/src/http/describe-api.ts'
import { apiPage, type ApiDocument } from './api-page.ts'

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')

test('docs/api.md is what the route table says: run pnpm api-page', () => {
  const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as ApiDocument
  expect(page).toBe(apiPage(document))
})

test('it has every route', () => {
  for (const { method, path } of Object.values<Route>(ROUTE_TABLE))
    expect(page).toContain(`### ${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}\n`)
})
