import { beforeAll, expect, test } from 'vitest'
import { serveUpstreams } from '../testing/serve-upstreams.ts'
import { bffStarter, COMPLETE, freePort } from '../testing/start-bff.ts'
import { createProgram } from './program.ts'

const { folder, start } = bffStarter()

const CANARIES = { leafToken: 'canary-leaf-token', clientSecret: 'canary-client-secret' }
const CANARY = /canary|s3cret|BwcHBwcH/

let environment: Record<string, string>
let upstreams: Awaited<ReturnType<typeof serveUpstreams>>
beforeAll(async () => {
  upstreams = await serveUpstreams(CANARIES)
  const port = await freePort()
  environment = {
    ...COMPLETE,
    PORT: String(port),
    HITCH_PUBLIC_URL: `http://localhost:${port}`,
    HITCH_DATA_DIR: 'data',
    HITCH_PROVIDER_HOSTS: '127.0.0.1',
    LEAF_API_URL: `${upstreams.url}/leaf`,
    LEAF_TOKEN: CANARIES.leafToken,
    JOHN_DEERE_CLIENT_KEY: 'deere-key',
    JOHN_DEERE_CLIENT_SECRET: CANARIES.clientSecret,
    JOHN_DEERE_ENVIRONMENT: 'STAGE',
    JOHN_DEERE_HELPER_URL: `${upstreams.url}/helper`,
  }
})

const doctor = async (change: Record<string, string> = {}, words: string[] = []) => {
  let [output, failed] = ['', false]
  await createProgram({
    environment: { ...environment, ...change },
    folder: folder(),
    write: (text) => (output += text),
    markFailed: () => (failed = true),
  }).parseAsync(['node', 'hitch', 'doctor', ...words])
  expect(output).not.toMatch(CANARY)
  return { output, failed }
}

interface Told {
  fine: boolean
  findings: { subject: string; state: string; message: string; remedy?: string }[]
  registrations: { provider: string; redirectUris: string[] }[]
}
const told = async (change?: Record<string, string>): Promise<Told> =>
  JSON.parse((await doctor(change, ['--json'])).output) as Told
const wrongs = ({ findings }: Told): string[] =>
  findings.flatMap(({ subject, state, message }) => (state === 'wrong' ? [`${subject}: ${message}`] : []))

test('beside a BFF that runs all is fine; without it, that is what is wrong', async () => {
  const { child, ended, output } = start(environment)
  await expect.poll(output, { timeout: 60_000, interval: 100 }).toContain('"msg":"ready"')
  const { output: text, failed } = await doctor()
  expect({ failed, text }).toMatchObject({ failed: false })
  expect(text).toContain('All fine.')
  expect(text).toContain('Origin arrives as the browser sends it.')
  expect(text).toContain(`redirect URI  ${environment['HITCH_PUBLIC_URL']}/callback/JohnDeere\n`)
  expect(text).toContain(`redirect URI  ${environment['HITCH_PUBLIC_URL']}/callback/JohnDeere/organizations\n`)
  expect(text).toContain('https://developer.deere.com/')
  child.kill('SIGTERM')
  await ended

  expect(output()).not.toMatch(CANARY)
  const alone = await told()
  expect(wrongs(alone)).toEqual([expect.stringMatching(/^Public address: .*nothing listens there/)])
  expect(alone.fine).toBe(false)
  expect(alone.findings).toContainEqual({ subject: 'Database', state: 'fine', message: 'The tables are up to date.' })
  // Nothing but harmless questions.
  expect(new Set(upstreams.asked)).toEqual(
    new Set(['GET /leaf/services/usermanagement/api/users/hitch-doctor', 'POST /helper/get_url']),
  )
}, 120_000)

test.each<[string, Record<string, string>, RegExp]>([
  ['a wrong Leaf token', { LEAF_TOKEN: 'another' }, /^Leaf: Leaf refuses LEAF_TOKEN \(leaf user: 401\)/],
  [
    'Leaf away',
    { LEAF_API_URL: 'http://127.0.0.1:2' },
    /^Leaf: Leaf gives no usable answer \(leaf user: unreachable\)/,
  ],
  [
    'a helper that refuses',
    { JOHN_DEERE_CLIENT_SECRET: 'old' },
    /^John Deere: .* cannot be had \(JohnDeere get_url: 401/,
  ],
  ['a sign-in page elsewhere', { HITCH_PROVIDER_HOSTS: 'x.example.com' }, /^John Deere: .*nor in HITCH_PROVIDER_HOSTS/],
  [
    'PostgreSQL away',
    { DATABASE_URL: 'postgres://canary:canary@127.0.0.1:1/canary' },
    /^Database: DATABASE_URL: PostgreSQL does not run at that host and port/,
  ],
])('%s', async (_, change, expected) => {
  const [found, ...more] = wrongs(await told({ HITCH_DATA_DIR: 'none', ...change })).filter(
    (wrong) => !wrong.startsWith('Public address'),
  )
  expect(found).toMatch(expected)
  expect(more).toEqual([])
})

test('settings that cannot be read are told one by one, without their values', async () => {
  const found = await told({ HITCH_ENCRYPTION_KEYS: 'canary', HITCH_SECRET_KEY: 'canary', JOHN_DEERE_CLIENT_KEY: '' })
  expect(wrongs(found)).toEqual([
    'Settings: HITCH_SECRET_KEY must have at least 32 characters in each key.',
    'Settings: HITCH_ENCRYPTION_KEYS must be keys of 32 bytes as base64url, separated by commas.',
    expect.stringMatching(/^Settings: JOHN_DEERE_CLIENT_KEY missing/),
  ])
})

test('a reader who goes away early is no fault', async () => {
  const { child, ended, errors } = start({}, ['cli/hitch.ts', 'doctor'])
  child.stdout?.destroy()
  await ended
  expect(errors()).not.toContain('EPIPE')
}, 30_000)
