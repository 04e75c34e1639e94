import { healthSchema, organizationSchema, progressSchema } from '@hitch/protocol/schemas'
import { expect, test } from 'vitest'
import { fieldOps, leafErrorOf, scriptLeaf, type Answer } from './testing/scripted-leaf.ts'

const EVENTS = '/services/usermanagement/api/users/u1/cnhi-field-ops-credentials/events'
const event = (statusCode: unknown, createdDate: unknown, body: unknown = '{}') => ({
  id: 'e',
  createdDate,
  statusCode,
  headers: { 'set-cookie': 'session=canary' },
  body,
})

test('events are cleaned to time, status and a key, newest first', async () => {
  const json = [
    event(200, '2026-03-19T10:00:00.123456Z', '{"refresh_token":"canary"}'),
    event(401, '2026-03-19T11:00:00.000001Z', 'canary'),
    event(400, '2026-03-19T12:00:00Z', '{"error":"invalid_grant","refresh_token":"canary"}'),
    event(400, '2026-03-19T13:00:00', { error: 'canary' }),
    event('429', '2026-03-19T14:00:00+02:00'),
    { createdDate: '2026-03-19T15:00:00Z', statusCode: 503 },
  ]
  const { leaf, sent } = scriptLeaf([{ json }])
  const events = await leaf.credentials.events('u1', fieldOps)
  expect(events).toEqual([
    { at: '2026-03-19T15:00:00.000Z', statusCode: 503, summary: 'provider_failing' },
    { at: '2026-03-19T13:00:00.000Z', statusCode: 400, summary: 'other' },
    { at: '2026-03-19T12:00:00.000Z', statusCode: 400, summary: 'access_ended' },
    { at: '2026-03-19T12:00:00.000Z', statusCode: 429, summary: 'provider_busy' },
    { at: '2026-03-19T11:00:00.000Z', statusCode: 401, summary: 'access_ended' },
    { at: '2026-03-19T10:00:00.123Z', statusCode: 200, summary: 'access_works' },
  ])
  for (const one of events) expect(healthSchema.parse(one)).toEqual(one)
  expect(sent[0]?.call).toBe(`GET ${EVENTS}`)
})

test('an odd event is left out alone; no credential has no events', async () => {
  const json = [
    null,
    'x',
    event(200, 'yesterday'),
    event(0, '2026-03-19T10:00:00Z'),
    event(200, '2026-03-19T10:00:00Z'),
  ]
  const { leaf } = scriptLeaf([{ json }, { status: 404 }, { text: '' }])
  expect(await leaf.credentials.events('u1', fieldOps)).toHaveLength(1)
  expect(await leaf.credentials.events('u1', fieldOps)).toEqual([])
  expect(await leaf.credentials.events('u1', fieldOps)).toEqual([])
})

test('organizations of both lists, cleaned', async () => {
  const json = {
    connectedOrganizations: [
      { id: '1', name: 'North Ridge', managementUri: 'https://connections.deere.com/x', secret: 'canary' },
      { id: 2, name: null, managementUri: 'javascript:alert(1)' },
    ],
    notConnectedOrganizations: [
      { id: '3', name: 'South', managementUri: 'http://evil.example' },
      { name: 'no id' },
      null,
    ],
  }
  const { leaf, sent } = scriptLeaf([{ json }])
  const organizations = await leaf.organizations('u1')
  expect(organizations).toEqual([
    { id: '1', name: 'North Ridge', connected: true, managementUri: 'https://connections.deere.com/x' },
    { id: '2', name: '2', connected: true, managementUri: null },
    { id: '3', name: 'South', connected: false, managementUri: null },
  ])
  for (const one of organizations) expect(organizationSchema.parse(one)).toEqual(one)
  expect(sent[0]?.call).toBe('GET /services/usermanagement/api/users/u1/organizations/JohnDeere')
})

test('no lists, or nothing attached: no organizations', async () => {
  const { leaf } = scriptLeaf([{ json: {} }, { json: { connectedOrganizations: null } }, { status: 404 }])
  for (let call = 0; call < 3; call += 1) expect(await leaf.organizations('u1')).toEqual([])
})

test('organizations are synced by POST', async () => {
  const { leaf, sent } = scriptLeaf([{ status: 202 }])
  await leaf.syncOrganizations('u1')
  expect(sent).toEqual([
    {
      call: 'POST /services/usermanagement/api/users/u1/JohnDeere/organizations/sync',
      authorization: 'Bearer token-1',
    },
  ])
})

const summary = {
  provider: 'CNHIFieldOps',
  leafUserId: 'u1',
  growers: 1,
  farms: 2,
  fields: 30,
  syncReferenceTime: '2026-03-19T10:00:00.123456Z',
}
const many = (length: number) => Array.from({ length }, () => ({}))

test('progress is put together from three services', async () => {
  const { leaf, sent } = scriptLeaf([
    { json: { message: 'x', summaries: [{ ...summary, leafUserId: 'u2', fields: 99 }, summary] } },
    { json: { operations: many(100) } },
    { json: many(3) },
  ])
  const progress = await leaf.progress('u1', 'CNHIFieldOps')
  expect(progress).toEqual({
    growers: 1,
    farms: 2,
    fields: 30,
    files: { count: 100, more: true },
    operations: { count: 3, more: false },
    lastSyncAt: '2026-03-19T10:00:00.123Z',
  })
  expect(progressSchema.parse(progress)).toEqual(progress)
  expect(sent.map(({ call }) => call)).toEqual([
    'GET /services/integrations/api/resources?leafUserId=u1&provider=CNHIFieldOps',
    'GET /services/operations/api/files?leafUserId=u1&provider=CNHIFieldOps&page=0&size=100',
    'GET /services/operations/api/operations?leafUserId=u1&provider=CNHIFieldOps&page=0&size=100',
  ])
})

test('numbers of another grower or provider are never shown', async () => {
  const others = [{ ...summary, leafUserId: 'u2' }, { ...summary, provider: 'CNHI' }, { fields: 7 }]
  const { leaf } = scriptLeaf([{ json: { summaries: others } }, { json: { operations: [] } }, { json: [] }])
  const none = { count: 0, more: false }
  expect(await leaf.progress('u1', 'CNHIFieldOps')).toEqual({ files: none, operations: none })
})

test('a summary without a time has no time', async () => {
  const { leaf } = scriptLeaf([
    { json: { summaries: [{ provider: 'CNHI', leafUserId: 'u1', fields: 3 }] } },
    { status: 404 },
    { status: 404 },
  ])
  expect(await leaf.progress('u1', 'CNHI')).toMatchObject({ fields: 3 })
})

test('a service that fails leaves its part out; all three failing is an error', async () => {
  const down: Answer = { status: 500 }
  const { leaf } = scriptLeaf([down, { json: { operations: [] } }, { text: 'oops' }, down, down, down])
  expect(await leaf.progress('u1', 'CNHIFieldOps')).toEqual({ files: { count: 0, more: false } })
  expect(await leafErrorOf(leaf.progress('u1', 'CNHIFieldOps'))).toMatchObject({ kind: 'unavailable' })
})

const WEBHOOKS = 'POST /services/alerts/api/alerts/webhooks'
const alert = {
  event: 'credentialsUnauthenticated',
  name: 'hitch',
  secret: 's',
  url: 'https://connect.example.com/x',
} as const

test('an alert is registered for one event, and one that stands already is no failure', async () => {
  const { leaf, sent } = scriptLeaf([
    { status: 201, json: {} },
    { status: 409 },
    { status: 400, json: { errorKey: 'webhookexists', message: 'A webhook for this event exists already' } },
    { status: 400, json: { message: 'url must be https' } },
  ])
  expect(await leaf.alerts.register(alert)).toBe('registered')
  const { event, ...rest } = alert
  expect(sent[0]).toMatchObject({ call: WEBHOOKS, json: { ...rest, events: [event] } })
  expect(await leaf.alerts.register(alert)).toBe('exists')
  expect(await leaf.alerts.register(alert)).toBe('exists')
  expect(await leafErrorOf(leaf.alerts.register(alert))).toMatchObject({ kind: 'refused' })
})
