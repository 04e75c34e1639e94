import { expect, test } from 'vitest'
import { Tester } from '../testing/tester.ts'

const RESOURCES = '/leaf/services/integrations/api/resources'
const FIELDS = '/leaf/services/fields/api/fields'
const FILES = '/leaf/services/operations/api/files'
const OPERATIONS = '/leaf/services/operations/api/operations'

const counts = async (tester: Tester, query: string) => {
  const all = `${query}&page=0&size=2000`
  const { summaries } = (await tester.leaf('GET', RESOURCES + query)).json as { summaries: { fields: number }[] }
  const fields = (await tester.leaf('GET', FIELDS + all)).json as unknown[]
  const { operations: files } = (await tester.leaf('GET', FILES + all)).json as { operations: unknown[] }
  const operations = (await tester.leaf('GET', OPERATIONS + all)).json as unknown[]
  expect(summaries.map((summary) => summary.fields)).toEqual([fields.length])
  return [fields.length, files.length, operations.length]
}

test('data arrives with time, fields before files before operations, and then stands still', async () => {
  const tester = new Tester()
  const query = `?leafUserId=${await tester.attached('CNHIFieldOps')}&provider=CNHIFieldOps`
  expect(await counts(tester, query)).toEqual([0, 0, 0])
  tester.time += 20_000
  const [fields = 0, files = 0, operations = 0] = await counts(tester, query)
  expect(fields).toBeGreaterThan(files / 2)
  expect(files).toBeGreaterThan(operations)
  expect(operations).toBeGreaterThan(0)
  tester.time += 20_000
  expect(await counts(tester, query)).toEqual([14, 26, 18])
  tester.time += 1_000_000
  expect(await counts(tester, query)).toEqual([14, 26, 18])
})

test('it stops when the credential turns invalid', async () => {
  const tester = new Tester()
  const id = await tester.attached('CNHI')
  tester.time += 20_000
  await tester.sandbox.control.setStatus(id, 'CNHI', 'invalid')
  const before = await counts(tester, `?leafUserId=${id}&provider=CNHI`)
  tester.time += 20_000
  expect(await counts(tester, `?leafUserId=${id}&provider=CNHI`)).toEqual(before)
})

test('John Deere without a shared organization brings nothing', async () => {
  const tester = new Tester({ switches: { arrivalSeconds: 0 } })
  const token = tester.sandbox.control.grant('JohnDeere')
  for (const account of tester.sandbox.state.accounts.values()) account.organizations.clear()
  const id = await tester.attached('JohnDeere', token)
  expect(await counts(tester, `?leafUserId=${id}&provider=JohnDeere`)).toEqual([0, 0, 0])
  const shared = await tester.attached('JohnDeere')
  expect(await counts(tester, `?leafUserId=${shared}&provider=JohnDeere`)).toEqual([14, 26, 18])
})

test('a summary says whose, how much and as of when', async () => {
  const tester = new Tester({ switches: { arrivalSeconds: 0 } })
  const leafUserId = await tester.attached('CNHI')
  expect((await tester.leaf('GET', `${RESOURCES}?leafUserId=${leafUserId}&provider=CNHI`)).json).toEqual({
    message: expect.any(String),
    summaries: [
      {
        provider: 'CNHI',
        leafUserId,
        growers: 1,
        farms: 2,
        fields: 14,
        syncReferenceTime: '2026-03-01T00:00:00.000000Z',
      },
    ],
  })
})

test('the same field comes twice when AFS Connect and FieldOps are both attached', async () => {
  const tester = new Tester({ switches: { arrivalSeconds: 0 } })
  const id = await tester.attached('CNHI')
  await tester.leaf('POST', tester.credential(id, 'CNHIFieldOps'), tester.body('CNHIFieldOps'))
  const fields = (await tester.leaf('GET', `${FIELDS}?leafUserId=${id}&size=2000`)).json as {
    name: string
    provider: string
  }[]
  expect(fields.filter(({ name }) => name === 'Field 1').map(({ provider }) => provider)).toEqual([
    'CNHI',
    'CNHIFieldOps',
  ])
})

test('lists come in pages of 20, and files by status', async () => {
  const tester = new Tester({ switches: { arrivalSeconds: 0 } })
  const query = `?leafUserId=${await tester.attached('CNHI')}&provider=CNHI`
  const files = async (more: string) =>
    ((await tester.leaf('GET', FILES + query + more)).json as { operations: unknown[] }).operations.length
  expect(await files('')).toBe(20)
  expect(await files('&page=1')).toBe(6)
  expect(await files('&status=processing')).toBe(1)
  expect(await files('&status=processed&size=100')).toBe(25)
  expect(await files('&status=other')).toBe(0)
})

test.each([RESOURCES, FIELDS, FILES, OPERATIONS])(
  '%s refuses other providers, other parameters and other methods',
  async (path) => {
    const tester = new Tester()
    expect((await tester.leaf('GET', `${path}?provider=Other`)).status).toBe(400)
    expect((await tester.leaf('GET', `${path}?user=1`)).status).toBe(400)
    expect((await tester.leaf('POST', path, {})).status).toBe(405)
    expect((await tester.send('GET', path)).status).toBe(401)
  },
)
