import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { randomId } from '../crypto/random.ts'
import { openDatabase, type DatabaseHome } from '../database/open-database.ts'
import { lapseLeases } from '../testing/consumed-attempt.ts'
import { freshCluster } from '../testing/fresh-cluster.ts'
import { createBench, type Bench } from '../testing/handover-bench.ts'
import type { ChildOrder } from '../testing/handover-child.ts'
import { imitateLeaf, type ImitatedLeaf } from '../testing/imitated-leaf.ts'
import { serveLeaf, type LeafOverHttp } from '../testing/leaf-over-http.ts'
import { spawnChild, type Child } from '../testing/spawn-child.ts'
import { createPostgresDatabase, DATABASE_KINDS } from '../testing/test-database.ts'

// Processes are begun and killed; beside others on few cores that takes its time.
vi.setConfig({ testTimeout: 120_000 })

const CHILD = new URL('../testing/handover-child.ts', import.meta.url).pathname
const KEY = randomBytes(32)

/** Leaf hangs at one call, and says when it has begun to. */
const hangs = (leaf: ImitatedLeaf, operation: 'get' | 'post', act: 'first' | 'never') =>
  new Promise<void>((arrived) => {
    leaf.next(operation, async (deed) => {
      if (act === 'first') await deed()
      arrived()
      return await new Promise(() => undefined)
    })
  })

describe.each(DATABASE_KINDS)('killed on %s', (kind) => {
  let template: string
  beforeAll(async () => {
    if (kind !== 'PGlite') return
    template = await mkdtemp(join(tmpdir(), 'hitch-template-'))
    const database = await openDatabase({ dataDir: template }, { cluster: await freshCluster() })
    await database.close()
  })
  afterAll(async () => {
    if (kind === 'PGlite') await rm(template, { recursive: true })
  })

  const makeHome = async (): Promise<DatabaseHome> => {
    if (kind === 'PostgreSQL') {
      const { url, drop } = await createPostgresDatabase()
      onTestFinished(drop)
      return { url, poolSize: 3 }
    }
    const dataDir = await mkdtemp(join(tmpdir(), 'hitch-killed-'))
    onTestFinished(() => rm(dataDir, { recursive: true }))
    await cp(template, dataDir, { recursive: true })
    return { dataDir }
  }

  interface Scene {
    readonly leaf: ImitatedLeaf
    readonly http: LeafOverHttp
    readonly attemptId: string
    /** A process that hands the attempt over, or takes up what it finds. */
    begin(order?: Pick<ChildOrder, 'standStillAt'>): Child
    takeUp(order?: Pick<ChildOrder, 'standStillAt'>): Child
    /** A server in this process, on the same rows. */
    successor(): Promise<Bench>
  }

  const setScene = async (): Promise<Scene> => {
    const home = await makeHome()
    const leaf = imitateLeaf()
    const http = await serveLeaf(leaf)
    onTestFinished(() => http.close())
    const leafUserId = randomId(randomBytes, 'leaf')
    const attemptId = randomId(randomBytes, 'att')
    const order: ChildOrder = { home, leafUrl: http.url, leafUserId, key: KEY.toString('base64') }
    return {
      leaf,
      http,
      attemptId,
      begin: (more) => spawnChild(CHILD, { ...order, attempt: { attemptId, code: 'code' }, ...more }),
      takeUp: (more) => spawnChild(CHILD, { ...order, ...more }),
      async successor() {
        const database = await openDatabase(home)
        await lapseLeases(database.kysely)
        onTestFinished(() => database.close())
        const opened = { it: database, leaves: new Map(), another: () => Promise.resolve(database) }
        return createBench(opened, { leaf, leafUserId, encryptionKeys: [KEY] })
      },
    }
  }

  /** How it ends under the successor, and what Leaf and the provider got to see. */
  const endOf = async ({ leaf, http, attemptId, successor }: Scene) => {
    const bench = await successor()
    const { status } = await bench.outcome(attemptId)
    return { status, commits: leaf.commits, stands: leaf.standing()?.fields, codes: http.codes }
  }
  const CONNECTED_ONCE = {
    status: 'connected',
    commits: ['token of code'],
    stands: { refreshToken: 'token of code' },
    codes: ['code'],
  }

  test('while Leaf hangs at the GET', async () => {
    const scene = await setScene()
    const arrived = hangs(scene.leaf, 'get', 'never')
    const child = scene.begin()
    await arrived
    await child.kill()
    expect(await endOf(scene)).toEqual(CONNECTED_ONCE)
  })

  test('while Leaf hangs at the POST that it has committed', async () => {
    const scene = await setScene()
    const arrived = hangs(scene.leaf, 'post', 'first')
    const child = scene.begin()
    await arrived
    await child.kill()
    expect(await endOf(scene)).toEqual(CONNECTED_ONCE)
  })

  test('while Leaf hangs at the POST that it never commits', async () => {
    const scene = await setScene()
    const arrived = hangs(scene.leaf, 'post', 'never')
    const child = scene.begin()
    await arrived
    await child.kill()
    expect(await endOf(scene)).toEqual(CONNECTED_ONCE)
  })

  test('while the provider hangs in the exchange: ended, never silent, and the code is not sent again', async () => {
    const scene = await setScene()
    scene.http.hangsAtToken = true
    const child = scene.begin()
    await child.reached('exchange.before_send')
    await expect.poll(() => scene.http.codes).toEqual(['code'])
    await child.kill()
    const bench = await scene.successor()
    expect(await bench.outcome(scene.attemptId)).toMatchObject({ status: 'failed', error_code: 'exchange_interrupted' })
    expect(scene.http.codes).toEqual(['code'])
    expect(scene.leaf.calls).toEqual([])
  })

  test('right after the token is sealed', async () => {
    const scene = await setScene()
    const child = scene.begin({ standStillAt: 'exchange.sealed' })
    await child.reached('exchange.sealed')
    await child.kill()
    expect(await endOf(scene)).toEqual(CONNECTED_ONCE)
  })

  test('again and again on the way to Leaf and back', async () => {
    const scene = await setScene()
    const seams = ['attach.before_look', 'attach.before_post', 'attach.after_post']
    const first = scene.begin({ standStillAt: 'exchange.sealed' })
    await first.reached('exchange.sealed')
    await first.kill()
    for (const seam of seams) {
      const child = scene.takeUp({ standStillAt: seam })
      await child.reached(seam)
      await child.kill()
    }
    expect(await endOf(scene)).toEqual(CONNECTED_ONCE)
  })

  test('with the old credential taken down: it is not lost', async () => {
    const scene = await setScene()
    scene.leaf.switches.repeatedAttach = 'conflict'
    scene.leaf.put({ refreshToken: 'old token' })
    const child = scene.begin({ standStillAt: 'attach.after_delete' })
    await child.reached('attach.after_delete')
    expect(scene.leaf.standing()).toBeNull()
    await child.kill()
    scene.leaf.next('post', () => Promise.resolve({ kind: 'refused', status: 400 }))
    const bench = await scene.successor()
    expect(await bench.outcome(scene.attemptId)).toMatchObject({ status: 'failed', error_code: 'credential_rejected' })
    expect(scene.leaf.standing()?.fields).toEqual({ refreshToken: 'old token' })
  })
})
