/**
 * Kills instances at random moments, under load, and looks at what became of every attempt: `pnpm test:kills 3000`, or
 * `pnpm test:kills 3000 20` to kill for twenty minutes at most. It needs a build, and writes its last line into
 * docs/kills.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isAttemptOutcome, PROVIDER_IDS, type Attempt } from '@hitch/protocol'
import { Client } from 'pg'
import { flow } from '../stack/flow.ts'
import { startInstances } from '../stack/instances.ts'
import { bundleBff } from './bundle-bff.ts'
import { complaintsOf, type Ended } from './judge.ts'

const wanted = Number(process.argv[2] ?? 3_000)
const minutes = Number(process.argv[3] ?? Infinity)
const INSTANCES = 6
/** Milliseconds between two flows, and the longest wait between two kills. */
const FLOW_EVERY = 250
const KILL_WITHIN = 600
/** Growers at once: on a machine that is too slow for more, more would only queue up, until nothing ends any more. */
const AT_ONCE = 40
/** However many are away at once, somebody can still be asked. */
const LEFT_ALIVE = 1
/** How long an attempt may take that is hit again and again: each time its lease must run out first. */
const PATIENCE = 120_000

// Each process that is started looks to it that it ends with this one.
process.setMaxListeners(INSTANCES + 20)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/** No answer from the proxy, or one that says to come back: who was finding the Leaf user may just have been killed. */
const NOT_NOW = new Set([502, 503])

/** A browser, a widget and a host's backend ask again. */
const stubborn: typeof fetch = async (url, init) => {
  for (const begun = Date.now(); ;) {
    const response = await fetch(url, init).catch((error: unknown) => {
      if (Date.now() - begun > PATIENCE) throw error
    })
    if (response !== undefined && (!NOT_NOW.has(response.status) || Date.now() - begun > PATIENCE)) return response
    await sleep(50)
  }
}

const instances = await startInstances({ count: INSTANCES, program: await bundleBff() })
// Whoever is killed leaves no compiled code to the next.
await instances.restart(instances.ports[0] ?? 0)
const flows: Promise<Ended>[] = []
const over = new AbortController()

/** The grower goes again when a lost answer has left the attempt where it was. */
const untilOutcome = async (grower: string, provider: (typeof PROVIDER_IDS)[number]): Promise<Attempt> => {
  for (;;) {
    const attempt = await flow(instances, grower, provider, stubborn, PATIENCE)
    if (isAttemptOutcome(attempt.status)) return attempt
  }
}

const underWay = new Set<Promise<unknown>>()

const load = async (): Promise<void> => {
  while (!over.signal.aborted) {
    while (underWay.size >= AT_ONCE) await Promise.race(underWay)
    const grower = `grower-${flows.length}`
    const provider = PROVIDER_IDS[flows.length % PROVIDER_IDS.length] ?? 'JohnDeere'
    const ended = untilOutcome(grower, provider).then(
      ({ status, error }): Ended => ({ grower, provider, outcome: error?.code ?? status }),
      (error: unknown): Ended => ({ grower, provider, outcome: String(error) }),
    )
    flows.push(ended)
    underWay.add(ended)
    void ended.finally(() => underWay.delete(ended))
    await sleep(FLOW_EVERY)
  }
}

/** Those that are started again. */
const away = new Map<number, Promise<void>>()

const killOne = async (): Promise<void> => {
  while (instances.ports.length - away.size <= LEFT_ALIVE) await Promise.race(away.values())
  const alive = instances.ports.filter((port) => !away.has(port))
  const port = alive[Math.floor(Math.random() * alive.length)]
  if (port === undefined) throw new Error('nobody is left')
  away.set(
    port,
    instances.kill(port).finally(() => away.delete(port)),
  )
}

const begun = Date.now()
const seconds = () => Math.round((Date.now() - begun) / 1000)
const loading = load()
let kills = 0
while (kills < wanted && seconds() < minutes * 60) {
  await sleep(Math.random() * KILL_WITHIN)
  await killOne()
  kills += 1
  if (kills % 10 === 0) console.log(`${kills} kills, ${flows.length} flows, ${underWay.size} under way, ${seconds()} s`)
}
const killing = seconds()
await Promise.all(away.values())
over.abort()
await loading
const ended = await Promise.all(flows)

const client = new Client({ connectionString: instances.databaseUrl })
await client.connect()
const countOf = async (statement: string): Promise<number> =>
  Number((await client.query<{ count: string }>(statement)).rows[0]?.count)
const unfinished = () =>
  countOf(
    `select (select count(*) from hitch.attempts where status not in ('created', 'started') and settled_at is null)
      + (select count(*) from hitch.connections where next_run_at is not null or lease_until > now()) as count`,
  )
for (const waited = Date.now(); (await unfinished()) > 0 && Date.now() - waited < PATIENCE;) await sleep(500)
const { users } = (await (await fetch(`${instances.sandboxUrl}/control`)).json()) as {
  users: { externalId?: string; connected: { provider: string }[] }[]
}
const complaints = complaintsOf(ended, users, {
  unfinished: await unfinished(),
  sealed: await countOf(
    'select count(*) from hitch.attempts where sealed_token is not null or sealed_previous is not null',
  ),
})
const totals = new Map<string, number>()
for (const { outcome } of ended) totals.set(outcome, (totals.get(outcome) ?? 0) + 1)
await client.end()
await instances.stop()

const line =
  `${kills} kills in ${killing} s, ${ended.length} flows: ` +
  `${[...totals].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}. ` +
  (complaints.length === 0 ? 'Every promise was kept.' : `${complaints.length} promises were broken.`)
console.log([...complaints, line].join('\n'))
const page = fileURLToPath(new URL('../../docs/kills.md', import.meta.url))
const text = readFileSync(page, 'utf8')
writeFileSync(page, text.replace(/(<!-- last run -->\n)[^]*?(\n<!-- end -->)/, `$1\n${line}\n$2`))
process.exit(complaints.length === 0 ? 0 : 1)
