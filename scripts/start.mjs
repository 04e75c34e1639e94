/**
 * `npm start`: the demo farm site, the BFF and the sandbox, from a fresh clone or again.
 * Runs on any Node from 20.12 on, before anything is installed, so it uses nothing that is not in Node itself.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { entryPoints, isBuilt } from './lib/build.mjs'
import { developmentSettings, keepEnv, ports, serverEnvironment } from './lib/dev-env.mjs'
import { install } from './lib/install.mjs'
import { findNode, toolEnvironment } from './lib/node.mjs'
import { watchParent } from './lib/orphan.mjs'
import { busyPorts } from './lib/ports.mjs'
import { quietly } from './lib/quietly.mjs'
import { startServer, untilAnswers } from './lib/servers.mjs'

const root = resolve(import.meta.dirname, '..')

const urls = {
  sandbox: `http://localhost:${ports.sandbox}/`,
  bff: `http://localhost:${ports.bff}/readyz`,
  demo: `http://localhost:${ports.demo}/`,
}

/** The sandbox knows best how a BFF is pointed at it. @param {string} node @returns {Record<string, string>} */
function sandboxSettings(node) {
  const script = `import { sandboxEnvironment } from './packages/sandbox/dist/index.js'
console.log(JSON.stringify(sandboxEnvironment('http://localhost:${ports.sandbox}')))`
  const { status, stdout, stderr } = spawnSync(node, ['--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The sandbox did not say its settings:\n${stderr}`)
  return JSON.parse(stdout)
}

async function requirePorts() {
  const busy = await busyPorts(ports)
  if (busy.length > 0) throw new Error(busy.join('\n'))
}

async function prepare() {
  await requirePorts()
  await install(root)
  const node = findNode(root)
  if (!isBuilt(root)) {
    await quietly('Building (about 20 s)', node, { args: ['scripts/build.mjs'], cwd: root, env: toolEnvironment(root) })
  }
  const path = join(root, '.hitch', 'dev.env')
  const { env, added } = keepEnv(path, { ...developmentSettings(randomBytes), ...sandboxSettings(node) })
  if (added.length > 0) console.log(`Wrote ${added.length} development settings to .hitch/dev.env`)
  return { node, env }
}

/** @param {string} node @param {Record<string, string>} env */
function startAll(node, env) {
  return /** @type {const} */ (['sandbox', 'bff', 'demo']).map((name) => {
    const own = {
      PORT: String(ports[name]),
      HITCH_DATA_DIR: join(root, '.hitch', 'data'),
      HITCH_URL: `http://localhost:${ports.bff}`,
    }
    const server = startServer(name, node, {
      args: ['--enable-source-maps', entryPoints[name]],
      cwd: root,
      env: serverEnvironment(process.env, env, own),
      write: (line) => console.log(line),
    })
    return { server, url: urls[name] }
  })
}

/** At each start: the sandbox keeps nothing. @param {string} node @param {Record<string, string>} env */
async function registerAlerts(node, env) {
  await startServer('hitch', node, {
    args: ['apps/bff/dist/cli/hitch.js', 'leaf-alerts'],
    cwd: root,
    env: serverEnvironment(process.env, env, {}),
    write: (line) => console.log(line),
  }).ended
}

async function main() {
  const begun = Date.now()
  const { node, env } = await prepare()
  // Once more: a first install and build take long enough for another program to come, and its answer would pass for ours.
  await requirePorts()
  const started = startAll(node, env)
  let ending = false

  /** @param {number} code @param {string} line */
  const endAll = async (code, line) => {
    if (ending) return
    ending = true
    console.log(line)
    await Promise.all(started.map(({ server }) => server.end()))
    process.exit(code)
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void endAll(0, 'Ending the demo, the BFF and the sandbox ...'))
  }
  if (process.env.npm_lifecycle_event === 'start')
    watchParent(() => void endAll(0, 'npm was ended. Ending all three ...'))
  for (const { server } of started) {
    void server.ended.then(async (how) => {
      // A terminal's Ctrl-C reaches the servers too; its own line is to come first.
      await new Promise((pass) => setTimeout(pass, 100))
      await endAll(1, `The ${server.name} ${how}. Ending the others ...`)
    })
  }

  try {
    await Promise.all(started.map(({ server, url }) => untilAnswers(url, server)))
    await registerAlerts(node, env)
  } catch (error) {
    await endAll(1, error instanceof Error ? error.message : String(error))
    return
  }
  // The lines that these first requests leave in the servers' logs come first, the address last.
  await new Promise((pass) => setTimeout(pass, 200))
  console.log(`Ready after ${((Date.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends all three.`)
  console.log(`Demo: http://localhost:${ports.demo}`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
