import { readFileSync } from 'node:fs'
import { ROUTE_TABLE, type Route } from '@hitch/protocol/schemas'
import { describe, expect, test } from 'vitest'
import { apiPage } from './api-page.ts'

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')

test('docs/api.md is what the route table says: run pnpm api-page', async () => {
  expect(page).toBe(await apiPage())
})

describe.each(Object.values<Route>(ROUTE_TABLE))('$method $path', ({ method, path }) => {
  const heading = `### ${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}\n`
  const part = page.split(heading)[1]?.split(/\n##+ /)[0] ?? ''

  test('has what for, who may ask, a line of curl, and what is refused', () => {
    expect(part).toMatch(/^\n\S.+\.\n\nAsked by .+\.\n/)
    expect(part).toMatch(/```sh\ncurl .+```/s)
    expect(part).toMatch(/^Refused .+: \d+ `\w+`/m)
  })
})
