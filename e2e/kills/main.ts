/**
 * Kills instances at random moments, under load, and looks at what became of every attempt: `pnpm test:kills 3000`. It
 * needs a build. What it prints last belongs into docs/kills.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isAttemptOutcome, PROVIDER_IDS, type Attempt } from '@hitch/protocol'
import { Client } from 'pg'
import { flow } from '../stack/flow.ts'
import { startInstances } from '../stack/instances.ts'
import { complaintsOf, type Ended } from './judge.ts'

const wanted = Number(process.argv[2] ?? 3_000)
/** Milliseconds between two flows, and the longest wait between two kills. */
const FLOW_EVERY = 150
const KILL_WITHIN = 400
/** How long the last ones may take to come to rest: a lease, and the retries after it. */
const PATIENCE = 60_000

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

const instances = await startInstances()
const flows: Promise<Ended>[] = []
const over = new AbortController()

/** The grower goes again when a lost answer has left the attempt where it was. */
const untilOutcome = async (grower: string, provider: (typeof PROVIDER_IDS)[number]): Promise<Attempt> => {
  for (;;) {
    const attempt = await flow(instances, grower, provider, stubborn)
    if (isAttemptOutcome(attempt.status)) return attempt
  }
}

const load = async (): Promise<void> => {
  while (!over.signal.aborted) {
    const grower = `grower-${flows.length}`
    const provider = PROVIDER_IDS[flows.length % PROVIDER_IDS.length] ?? 'JohnDeere'
    flows.push(
      untilOutcome(grower, provider).then(
        ({ status, error }) => ({ grower, provider, outcome: error?.code ?? status }),
        (error: unknown) => ({ grower, provider, outcome: String(error) }),
      ),
    )
    await sleep(FLOW_EVERY)
  }
}

const begun = Date.now()
const seconds = () => Math.round((Date.now() - begun) / 1000)
const loading = load()
for (let kills = 1; kills <= wanted; kills += 1) {
  await sleep(Math.random() * KILL_WITHIN)
  const port = instances.ports[Math.floor(Math.random() * instances.ports.length)]
  if (port !== undefined) await instances.kill(port)
  if (kills % 10 === 0) console.log(`${kills} kills, ${flows.length} flows, ${seconds()} s`)
}
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
  `${wanted} kills in ${seconds()} s, ${ended.length} flows: ` +
  `${[...totals].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}. ` +
  (complaints.length === 0 ? 'Every promise was kept.' : `${complaints.length} promises were broken.`)
console.log([...complaints, line].join('\n'))
const page = fileURLToPath(new URL('../../docs/kills.md', import.meta.url))
const text = readFileSync(page, 'utf8')
writeFileSync(page, text.replace(/(<!-- last run -->\n)[^]*?(\n<!-- end -->)/, `$1\n${line}\n$2`))
process.exit(complaints.length === 0 ? 0 : 1)
