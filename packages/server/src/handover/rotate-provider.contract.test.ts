import { describe, expect, test } from 'vitest'
import { createBench, eventually, type Bench, type Overrides } from '../testing/handover-bench.ts'
import { answers } from '../testing/imitated-leaf.ts'
import { describeOnBoth } from '../testing/test-database.ts'
import { rotateProvider, type Rotation, type RotateWish } from './rotate-provider.ts'

const TOKEN = 'canary-refresh-token-0123456789abcdefghij'
const OLD = { clientId: 'client', clientSecret: 'canary-old-secret' }
const NEW = { clientId: 'client', clientSecret: 'canary-new-secret' }

describeOnBoth((home) => {
  /** A connected grower, whose credential holds the old secret; the bench has the new one. */
  const connected = async (overrides: Overrides = {}): Promise<Bench> => {
    const bench = createBench(home(), { settings: NEW, ...overrides })
    bench.leaf.put({ ...OLD, refreshToken: TOKEN })
    await home()
      .it.kysely.insertInto('connections')
      .values({ leaf_user_id: bench.leafUserId, provider: 'CNHIFieldOps' })
      .execute()
    return bench
  }

  const rotate = async (bench: Bench, wish: Partial<RotateWish> = {}): Promise<Rotation | undefined> => {
    const provider = bench.context.providers.get('CNHIFieldOps')
    if (provider === undefined) throw new Error('not configured')
    const { leafUserId } = bench
    const found: Rotation[] = []
    const rotator = { ...bench.context, provider, jobs: home().it.jobs }
    for await (const one of rotateProvider(rotator, { apply: true, leafUserId, ...wish })) found.push(one)
    expect(found).toHaveLength(1)
    expect(JSON.stringify(found) + bench.logged.join('')).not.toContain('canary')
    return found[0]
  }
  const operations = ({ leaf }: Bench) => leaf.calls.map(({ operation }) => operation)
  const attempts = ({ leafUserId }: Bench) =>
    home().it.kysely.selectFrom('attempts').selectAll().where('leaf_user_id', '=', leafUserId).execute()

  test('a dry run only looks', async () => {
    const bench = await connected()
    expect(await rotate(bench, { apply: false })).toEqual({ leafUserId: bench.leafUserId, result: 'ready' })
    expect(operations(bench)).toEqual(['get'])
    expect(await attempts(bench)).toEqual([])
  })

  describe.each(['replace_same_id', 'replace_new_id', 'conflict'] as const)(
    'where Leaf answers %s',
    (repeatedAttach) => {
      test.each(['renewed', 'kept'] as const)(
        'with createdTime %s, the credential gets the new secret',
        async (createdTime) => {
          const told: unknown[] = []
          const bench = await connected({ outbox: { add: (_, event) => Promise.resolve(void told.push(event)) } })
          Object.assign(bench.leaf.switches, { repeatedAttach, createdTime })
          expect(await rotate(bench)).toMatchObject({ result: 'rotated' })
          expect(bench.leaf.standing()?.fields).toEqual({ ...NEW, refreshToken: TOKEN })
          const [attempt] = await attempts(bench)
          expect(attempt).toMatchObject({ status: 'connected', sealed_token: null, sealed_previous: null })
          // The host's backend asked for nothing, and hears of nothing.
          expect(told).toEqual([])
          expect(await rotate(bench)).toMatchObject({ result: 'done' })
        },
      )
    },
  )

  test('refused after the old one was taken down, it is put back', async () => {
    const told: unknown[] = []
    const bench = await connected({ outbox: { add: (_, event) => Promise.resolve(void told.push(event)) } })
    bench.leaf.switches.repeatedAttach = 'conflict'
    bench.leaf.next('post', (act) => act(), answers({ kind: 'refused', status: 400 }))
    expect(await rotate(bench)).toMatchObject({ result: 'refused', code: 'credential_rejected' })
    expect(operations(bench)).toContain('delete')
    expect(bench.leaf.standing()?.fields).toEqual({ ...OLD, refreshToken: TOKEN })
    expect(told).toEqual([])
  })

  test('taken, and then found not to work, it makes room for the old one', async () => {
    const bench = await connected()
    bench.leaf.switches.statusWord = 'INVALID'
    expect(await rotate(bench)).toMatchObject({ result: 'refused', code: 'credential_rejected' })
    expect(bench.leaf.standing()?.fields).toEqual({ ...OLD, refreshToken: TOKEN })
  })

  test.each([
    ['the token is left out', { token: 'omitted' }, OLD, ['refreshToken']],
    ['a mask stands in its place', { token: 'masked' }, OLD, ['refreshToken']],
    ['the secret is left out', {}, { clientId: 'client' }, ['clientSecret']],
  ] as const)('where %s, it is told so, and nothing is sent', async (_, switches, fields, hidden) => {
    const bench = await connected()
    bench.leaf.put({ ...fields, refreshToken: TOKEN })
    Object.assign(bench.leaf.switches, switches)
    expect(await rotate(bench)).toMatchObject({ result: 'hidden', fields: hidden })
    expect(operations(bench)).toEqual(['get'])
  })

  test('another application’s token, a missing one, and a Leaf that is away are left alone', async () => {
    const bench = await connected({ settings: { ...NEW, clientId: 'another' } })
    expect(await rotate(bench)).toMatchObject({ result: 'other_application' })
    const gone = createBench(home(), { settings: NEW })
    expect(await rotate(gone)).toMatchObject({ result: 'nothing' })
    gone.leaf.next('get', () => Promise.reject(new Error('a fault of ours')))
    await expect(rotate(gone)).rejects.toThrow('a fault of ours')
    expect([...operations(bench), ...operations(gone)]).not.toContain('post')
  })

  test.each(['before the look', 'during it'])('what the grower has under way %s goes first', async (when) => {
    const exchangeCode = () => Promise.resolve('canary-of-the-grower-0123456789abcdefghij')
    const bench = await connected({ idle: true, exchangeCode })
    let attemptId = when === 'during it' ? '' : await bench.handOver('code')
    bench.leaf.next('get', async (act) => {
      attemptId ||= await bench.handOver('code')
      return await act()
    })
    expect(await rotate(bench)).toMatchObject({ result: 'busy' })
    const later = bench.beside({ idle: false })
    expect(await later.outcome(attemptId)).toMatchObject({ status: 'connected', generation: 1 })
    expect(bench.leaf.standing()?.fields['clientSecret']).toBe(NEW.clientSecret)
  })

  test('a disconnect in the middle wins', async () => {
    const bench = await connected()
    let disconnecting: Promise<unknown> = Promise.resolve()
    bench.leaf.next('post', async (act) => {
      disconnecting = bench.handover.disconnect(bench.leafUserId, 'CNHIFieldOps')
      // Its wish stands in the rows before Leaf answers.
      await eventually(async () => {
        const rows = home().it.kysely.selectFrom('connections').select('disconnect_generation')
        expect(await rows.where('leaf_user_id', '=', bench.leafUserId).executeTakeFirst()).toMatchObject({
          disconnect_generation: 2,
        })
      })
      return await act()
    })
    expect(await rotate(bench)).toMatchObject({ result: 'busy' })
    await disconnecting
    await eventually(() => expect(bench.leaf.standing()).toBe(null))
  })

  test('broken off, it goes on with any instance, and a second run finds it done', async () => {
    const bench = await connected({ idle: true })
    bench.leaf.switches.repeatedAttach = 'conflict'
    expect(await rotate(bench, { patience: 1 })).toMatchObject({ result: 'under_way' })
    expect(await rotate(bench)).toMatchObject({ result: 'busy' })
    const [attempt] = await attempts(bench)
    await bench.beside({ idle: false }).outcome(attempt?.attempt_id ?? '')
    expect(await rotate(bench)).toMatchObject({ result: 'done' })
    expect(bench.leaf.standing()?.fields).toEqual({ ...NEW, refreshToken: TOKEN })
  })

  test('an instance with the old settings that takes the work does no harm, and is told of', async () => {
    const bench = await connected({ idle: true })
    bench.beside({ idle: false, settings: OLD })
    expect(await rotate(bench)).toMatchObject({ result: 'old_settings' })
    expect(bench.leaf.standing()?.fields).toEqual({ ...OLD, refreshToken: TOKEN })
  })

  test('all Leaf users that were ever connected here, one after the other', async () => {
    const benches = [await connected(), await connected()]
    const [bench] = benches
    const provider = bench?.context.providers.get('CNHIFieldOps')
    if (bench === undefined || provider === undefined) throw new Error('not configured')
    const found = new Map<string, string>()
    const rotator = { ...bench.context, provider, jobs: home().it.jobs }
    for await (const { leafUserId, result } of rotateProvider(rotator, { apply: false })) found.set(leafUserId, result)
    expect(benches.map(({ leafUserId }) => found.get(leafUserId))).toEqual(['ready', 'ready'])
  })
})
