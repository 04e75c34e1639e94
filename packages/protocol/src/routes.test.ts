import { expect, test } from 'vitest'
import { LEAF_ALERTS_PATH, redirectUri, routePath, ROUTES } from './routes.ts'
import { ROUTE_TABLE } from './schemas/index.ts'

test('routePath fills in and encodes every parameter', () => {
  expect(routePath('attemptCancel', { attemptId: 'a/b?c' })).toBe('/v1/attempts/a%2Fb%3Fc/cancel')
  expect(routePath('connect', {})).toBe('/v1/connect')
})

test('the redirect URI is the public URL and the provider, nothing else', () => {
  expect(redirectUri('https://connect.example.com', 'CNHIFieldOps')).toBe(
    'https://connect.example.com/callback/CNHIFieldOps',
  )
})

test('every path is mounted by the route table, and no route twice', () => {
  const routes = Object.values(ROUTE_TABLE)
  expect(new Set(routes.map((route) => route.path))).toEqual(new Set([...Object.values(ROUTES), LEAF_ALERTS_PATH]))
  const keys = routes.map((route) => `${route.method} ${route.path}`)
  expect(new Set(keys).size).toBe(keys.length)
})
