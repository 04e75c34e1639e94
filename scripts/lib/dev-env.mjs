import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export const ports = { sandbox: 4320, bff: 4310, demo: 4300 }

/** Variables of an operator's own shell that would lead the development servers elsewhere, to a real Leaf or database. */
const ours =
  /^(HITCH_|LEAF_|JOHN_DEERE_|CNHI_|CLIMATE_FIELDVIEW_|OTEL_|SANDBOX_|DEMO_)|^(DATABASE_URL|PORT|HOST|NODE_ENV)$/

/**
 * What the BFF and the demo need beside the sandbox's own variables. The secrets are new at every call.
 *
 * @param {(length: number) => Buffer} randomBytes
 * @returns {Record<string, string>}
 */
export function developmentSettings(randomBytes) {
  return {
    HITCH_PUBLIC_URL: `http://localhost:${ports.bff}`,
    HITCH_ALLOWED_ORIGINS: `http://localhost:${ports.demo}`,
    HITCH_BRAND_NAME: 'Northfield Grain',
    HITCH_SECRET_KEY: `development-${randomBytes(32).toString('base64url')}`,
    HITCH_ENCRYPTION_KEYS: randomBytes(32).toString('base64url'),
    HITCH_WEBHOOK_URL: `http://localhost:${ports.demo}/api/hitch-webhook`,
    HITCH_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
    HITCH_LEAF_ALERTS_SECRET: randomBytes(32).toString('base64url'),
  }
}

/**
 * Lines of NAME=value; anything else is a comment.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  return Object.fromEntries(
    text.split(/\r?\n/).flatMap((line) => {
      const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim())
      return match ? [[match[1], match[2]]] : []
    }),
  )
}

/**
 * Reads the file, having added to it what it lacks. What stands there stays: a person may have changed it.
 *
 * @param {string} path
 * @param {Record<string, string>} settings
 * @returns {{ env: Record<string, string>, added: string[] }}
 */
export function keepEnv(path, settings) {
  const before = existsSync(path)
    ? readFileSync(path, 'utf8')
    : '# Made by npm start for development on this machine. Delete it to have it made anew.\n'
  const held = parseEnv(before)
  const added = Object.keys(settings).filter((name) => !(name in held))
  if (added.length > 0) {
    mkdirSync(dirname(path), { recursive: true })
    const text = before.endsWith('\n') ? before : `${before}\n`
    writeFileSync(path, text + added.map((name) => `${name}=${settings[name]}\n`).join(''), { mode: 0o600 })
  }
  // The mode above counts only for a new file.
  chmodSync(path, 0o600)
  return { env: { ...settings, ...held }, added }
}

/**
 * The environment of one development server: the shell's, less every variable of ours, plus the file's, plus its own.
 *
 * @param {NodeJS.ProcessEnv} shell
 * @param {Record<string, string>} file
 * @param {Record<string, string>} own
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment(shell, file, own) {
  const rest = Object.entries(shell).filter(([name]) => !ours.test(name))
  return { ...Object.fromEntries(rest), NODE_ENV: 'development', ...file, ...own }
}
