import { expect, test } from 'vitest'
import { LEAF_SETTINGS, PROVIDER_SETTINGS } from '../pages/control-settings.ts'
import { DEFAULT_SWITCHES, switchesSchema } from '../switches.ts'
import { ORIGIN, Tester } from '../testing/tester.ts'
import { FAULT_KINDS, FAULT_ROUTES } from './fault-presets.ts'

const press = (tester: Tester, fields: Record<string, string>) =>
  tester.form('/control/form', fields, { origin: ORIGIN })

test('the page offers every switch, with every value', () => {
  const settings = [...LEAF_SETTINGS, ...PROVIDER_SETTINGS]
  expect(settings.map(({ name }) => name).toSorted()).toEqual(Object.keys(switchesSchema.shape).toSorted())
  for (const { name, options } of settings) {
    for (const [value] of options ?? []) {
      const read = /^\d+$/.test(value) ? Number(value) : value
      expect(switchesSchema.partial().safeParse({ [name]: read }).success).toBe(true)
    }
  }
})

test('Apply turns the switches, Put all back undoes it; both come back to the page', async () => {
  const tester = new Tester()
  const fields = {
    action: 'switches',
    attachStatus: '200',
    token: 'rotated',
    statusWords: 'PENDING, OK',
    slowSeconds: '2',
  }
  const answer = await press(tester, fields)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
  expect(tester.sandbox.state.switches).toEqual({
    ...DEFAULT_SWITCHES,
    attachStatus: 200,
    token: 'rotated',
    statusWords: ['PENDING', 'OK'],
    slowSeconds: 2,
  })
  await press(tester, { action: 'default_switches' })
  expect(tester.sandbox.state.switches).toEqual(DEFAULT_SWITCHES)
})

test('the page’s own form, sent untouched, changes nothing', async () => {
  const tester = new Tester()
  const page = (await tester.send('GET', '/')).text
  const fields: Record<string, string> = { action: 'switches' }
  for (const [, name = '', select = ''] of page.matchAll(/<select name="(\w+)">(.*?)<\/select/gs)) {
    fields[name] = /value="(\w+)"\s+selected/.exec(select)?.[1] ?? ''
  }
  for (const [, name = '', value = ''] of page.matchAll(
    /<input type="(?:number|text)"[^>]* name="(\w+)" value="([^"]*)"/g,
  ))
    fields[name] = value
  for (const name of ['route', 'kind', 'times']) delete fields[name]
  expect(Object.keys(fields)).toHaveLength(Object.keys(DEFAULT_SWITCHES).length + 1)
  await press(tester, fields)
  expect(tester.sandbox.state.switches).toEqual(DEFAULT_SWITCHES)
})

test('buttons of a connected account', async () => {
  const tester = new Tester()
  const leafUserId = await tester.attached('JohnDeere')
  const status = async () =>
    ((await tester.leaf('GET', tester.credential(leafUserId, 'JohnDeere'))).json as { status: string }).status
  await press(tester, { action: 'turn_invalid', leafUserId, provider: 'JohnDeere' })
  expect(await status()).toBe('invalid')
  await press(tester, { action: 'turn_valid', leafUserId, provider: 'JohnDeere' })
  expect(await status()).toBe('OK')
  await press(tester, { action: 'detach', leafUserId, provider: 'JohnDeere' })
  expect(tester.sandbox.state.credentials.size).toBe(0)
})

test('every fault of the page can be added on every route, and removed', async () => {
  const tester = new Tester()
  for (const { id: route } of FAULT_ROUTES) {
    for (const { id: kind } of FAULT_KINDS)
      expect((await press(tester, { action: 'fault', route, kind, times: '3' })).status).toBe(303)
  }
  expect(tester.sandbox.state.faults).toHaveLength(FAULT_ROUTES.length * FAULT_KINDS.length)
  expect(tester.sandbox.state.faults.every(({ times }) => times === 3)).toBe(true)
  expect((await tester.send('GET', '/')).status).toBe(200)
  await press(tester, { action: 'clear_faults' })
  expect(tester.sandbox.state.faults).toEqual([])
})

test('Forget everything', async () => {
  const tester = new Tester()
  await tester.attached('CNHI')
  await press(tester, { action: 'reset' })
  expect(tester.sandbox.state.users.size).toBe(0)
})

test('junk is refused, and so is a form from another site', async () => {
  const tester = new Tester()
  for (const fields of [
    { action: 'other' },
    { action: 'fault', route: 'x', kind: 'hang', times: '1' },
    { action: 'switches', token: 'x' },
    { action: 'detach', provider: 'x' },
  ]) {
    expect((await press(tester, fields)).status).toBe(400)
  }
  const foreign = await tester.form('/control/form', { action: 'reset' }, { origin: 'https://elsewhere.example' })
  expect(foreign.status).toBe(403)
})
