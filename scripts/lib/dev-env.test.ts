import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { developmentSettings, keepEnv, parseEnv, serverEnvironment } from './dev-env.mjs'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hitch-env-'))
  path = join(folder, '.hitch', 'dev.env')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the development secrets have the form that the BFF asks for, and are new each time', () => {
  const settings = developmentSettings(randomBytes)
  expect(settings.HITCH_SECRET_KEY).toMatch(/^[^:,]{32,}$/)
  expect(Buffer.from(settings.HITCH_ENCRYPTION_KEYS ?? '', 'base64url')).toHaveLength(32)
  expect(settings.HITCH_WEBHOOK_SECRET).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(developmentSettings(randomBytes).HITCH_SECRET_KEY).not.toBe(settings.HITCH_SECRET_KEY)
})

test('the file is made once, for its owner alone', () => {
  const first = keepEnv(path, { HITCH_SECRET_KEY: 'one', LEAF_API_URL: 'http://localhost:4320/leaf' })
  const second = keepEnv(path, { HITCH_SECRET_KEY: 'two', LEAF_API_URL: 'http://localhost:4320/leaf' })
  expect(first.added).toEqual(['HITCH_SECRET_KEY', 'LEAF_API_URL'])
  expect(second).toEqual({ env: first.env, added: [] })
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what a newer Hitch needs is added, what a person wrote stays', () => {
  keepEnv(path, { HITCH_SECRET_KEY: 'one' })
  writeFileSync(path, `${readFileSync(path, 'utf8')}HITCH_LOG_LEVEL=debug`)
  const { env, added } = keepEnv(path, { HITCH_SECRET_KEY: 'two', LEAF_USERNAME: 'operator' })
  expect(added).toEqual(['LEAF_USERNAME'])
  expect(env).toEqual({ HITCH_SECRET_KEY: 'one', HITCH_LOG_LEVEL: 'debug', LEAF_USERNAME: 'operator' })
  expect(parseEnv(readFileSync(path, 'utf8'))).toEqual(env)
})

test('a value may hold an equals sign; comments and empty lines count for nothing', () => {
  expect(parseEnv('# A=1\n\nKEY=a=b=\r\nBRAND=North Ridge\n')).toEqual({ KEY: 'a=b=', BRAND: 'North Ridge' })
})

test('nothing in the shell leads a development server to a real Leaf or database', () => {
  const shell = {
    PATH: '/bin',
    DATABASE_URL: 'postgres://production',
    LEAF_TOKEN: 'real',
    JOHN_DEERE_CLIENT_SECRET: 'real',
    CNHI_CLIENT_ID: 'real',
    CLIMATE_FIELDVIEW_API_KEY: 'real',
    HITCH_WEBHOOK_URL: 'https://real.example',
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
  }
  expect(serverEnvironment(shell, { LEAF_USERNAME: 'operator' }, { PORT: '4310' })).toEqual({
    PATH: '/bin',
    NODE_ENV: 'development',
    LEAF_USERNAME: 'operator',
    PORT: '4310',
  })
})
