import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { databaseNow } from '../database/clock.ts'
import { completeLimits } from './amounts.ts'
import { SharedCount } from './shared-count.ts'
import { createTestServer, HOST, type TestServer } from '../testing/test-server.ts'
import { describeOnBoth } from '../testing/test-database.ts'

const KEYS = [randomBytes(32)]

describeOnBoth((database, kind) => {
  const server = async (amounts: Parameters<typeof completeLimits>[0]): Promise<TestServer> =>
    createTestServer(await database().another(), { encryptionKeys: KEYS, limits: completeLimits(amounts) })

  test('two apps on one database share the count, and each refuses', async () => {
    const servers = [await server({ sessionRequests: 20 }), await server({ sessionRequests: 20 })] as const
    const session = await servers[0].createSession()
    const ask = (one: TestServer) => one.asWidget(session, 'GET', '/v1/connect')
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) for (const one of servers) statuses.push((await ask(one)).status)
    expect(statuses).toEqual([...Array<number>(20).fill(200), 429, 429])
    const refused = await ask(servers[1])
    expect(refused.headers.get('access-control-allow-origin')).toBe(HOST)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  test('of many at once no more are let in than may', async () => {
    const one = await server({ sessionAttempts: 5 })
    const session = await one.createSession()
    const asked = Array.from({ length: 20 }, () =>
      one.asWidget(session, 'POST', '/v1/attempts', { provider: 'CNHIFieldOps' }),
    )
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  test('the database’s clock ends the minute, and the count begins anew', async () => {
    const { kysely } = database().it
    const count = (): SharedCount => new SharedCount(kysely, 'sessionRequests', 3)
    const [key] = ['sessionRequests:a']
    await count().consume('a', 3)
    await expect(count().consume('a', 1)).rejects.toMatchObject({ consumedPoints: 4 })
    await kysely.updateTable('rate_limits').set({ expires_at: databaseNow }).where('key', '=', key).execute()
    const { consumedPoints, msBeforeNext } = await count().consume('a', 1)
    expect(consumedPoints).toBe(1)
    expect(msBeforeNext).toBeGreaterThan(50_000)
  })

  // On PGlite it is one process, whose clock is the database's: there it tries one clock that jumps.
  test('the clocks of two instances may be five minutes apart', async () => {
    const { kysely } = database().it
    const [here, ahead] = [new SharedCount(kysely, 'clocks', 2), new SharedCount(kysely, 'clocks', 2)]
    await here.consume('a', 1)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 })
    onTestFinished(() => void vi.useRealTimers())
    const { consumedPoints, msBeforeNext } = await ahead.consume('a', 1)
    expect(consumedPoints).toBe(kind === 'PGlite' ? 1 : 2)
    expect(msBeforeNext).toBeGreaterThan(50_000)
    expect(msBeforeNext).toBeLessThanOrEqual(60_000)
    vi.useRealTimers()
    if (kind === 'PGlite') return
    await expect(here.consume('a', 1)).rejects.toMatchObject({ consumedPoints: 3 })
  })

  test('who is known to be over is refused from memory', async () => {
    const { kysely } = database().it
    const count = new SharedCount(kysely, 'sessionRequests', 1)
    await count.consume('b', 1)
    await expect(count.consume('b', 1)).rejects.toMatchObject({ remainingPoints: 0 })
    await kysely.deleteFrom('rate_limits').execute()
    await expect(count.consume('b', 1)).rejects.toMatchObject({ remainingPoints: 0 })
    expect(await kysely.selectFrom('rate_limits').select('key').execute()).toEqual([])
  })

  test('while the database cannot be asked, each instance counts for itself', async () => {
    const gone = new Proxy(database().it.kysely, {
      get: () => () => {
        throw new Error('the database is gone')
      },
    })
    const count = new SharedCount(gone, 'addressRequests', 2)
    for (let one = 0; one < 2; one += 1) await count.consume('c', 1)
    await expect(count.consume('c', 1)).rejects.toMatchObject({ consumedPoints: 3 })
  })
})
