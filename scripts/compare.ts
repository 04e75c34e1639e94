/**
 * `pnpm compare`: measures Hitch's widget and its peers alike, and writes docs/compared.md.
 *
 * The peers come from the npm registry into a temporary folder, which is removed in the end; nothing of them stays here.
 * Needs `pnpm build` before, Chromium and the registry. No part of `npm test`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright'
import { version as vite } from 'vite'
import { replaceBetween } from './lib/between-markers.ts'
import { installInto } from './lib/compare/install.ts'
import { paintAgain, startChromium } from './lib/compare/look.ts'
import { measure, type Measured } from './lib/compare/measure.ts'
import { readManifest } from './lib/compare/package-facts.ts'
import { hitch, peers, type Peer } from './lib/compare/peers.ts'
import { chooseVersion, datesArePublications, readRegistry, type Registered } from './lib/compare/registry.ts'
import { report, type Failed } from './lib/compare/report.ts'
import { capture } from './lib/quietly.mjs'
import { median } from './lib/statistics.ts'

const root = resolve(import.meta.dirname, '..')
const document = join(root, 'docs', 'compared.md')
const minimumAgeMinutes = Number(
  /^minimumReleaseAge: (\d+)$/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))?.[1],
)
const now = new Date()
const before = new Date(now.getTime() - minimumAgeMinutes * 60_000)
const newestReact = readManifest(join(root, 'node_modules', 'react')).version

const turns = 9

const registry = new Map<string, Registered>()

/** @returns the package with its exact version, as npm wants it */
const choose = async (name: string): Promise<string> => {
  const registered = await readRegistry(name)
  registry.set(name, registered)
  return `${name}@${chooseVersion(registered, before)}`
}

/** Installs a peer and measures it. A package that brings its own React gets no other. */
const measureWith = async (peer: Peer, packages: string[], react: string, browser: Browser): Promise<Measured> => {
  const place = mkdtempSync(join(temporary, 'peer-'))
  await installInto(place, packages, before)
  const folder = join(place, 'node_modules', peer.packages[0])
  if (readManifest(folder).dependencies?.['react'] === undefined) {
    await installInto(place, [...packages, `react@${react}`, `react-dom@${react}`], before)
  }
  writeFileSync(join(place, 'imports.js'), peer.imports.statement)
  return measure(peer, { root: place, folder, specifier: './imports.js', scratch: place }, browser)
}

/** A package that does not start with the newest React is tried with the one before. */
const measurePeer = async (peer: Peer, browser: Browser): Promise<Measured> => {
  const packages = await Promise.all(peer.packages.map(choose))
  const first = await measureWith(peer, packages, newestReact, browser)
  if (first.look.started) return first
  console.log(`  does not start with React ${first.ranWith}: ${first.look.errors[0] ?? ''}`)
  return { ...(await measureWith(peer, packages, '18', browser)), notWith: first.ranWith }
}

/** In turns, so that whatever else the machine does meets all alike. */
const paintInTurns = async (all: readonly Measured[], browser: Browser): Promise<void> => {
  const painting = all.filter(({ look }) => look.firstPaintMs !== undefined)
  const times = new Map(painting.map(({ name }) => [name, [] as number[]]))
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { name, page } of painting) times.get(name)?.push((await paintAgain(browser, page)) ?? Number.NaN)
  }
  for (const { name, look } of painting) look.firstPaintMs = median(times.get(name) ?? [])
}

const temporary = mkdtempSync(join(tmpdir(), 'hitch-compare-'))
const browser = await startChromium()
const measured: Measured[] = []
const failed: Failed[] = []
try {
  console.log(hitch.packages[0])
  measured.push(
    await measure(
      hitch,
      { root, folder: join(root, 'packages/connect'), specifier: '@hitch/connect/react', scratch: temporary },
      browser,
    ),
  )
  for (const peer of peers) {
    const [name] = peer.packages
    console.log(name)
    try {
      measured.push(await measurePeer(peer, browser))
    } catch (error) {
      failed.push({ name, reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })
      console.log(`  ${failed.at(-1)?.reason}`)
    }
  }
  await paintInTurns(measured, browser)
  const registered = [...registry.values()]
  const published = new Map(
    measured.map(({ name, version }) => [name, registry.get(name)?.time[version]?.slice(0, 10) ?? '-']),
  )
  const part = report(measured, failed, {
    date: now.toISOString().slice(0, 10),
    chromium: browser.version(),
    vite,
    node: process.versions.node,
    cores: availableParallelism(),
    hours: minimumAgeMinutes / 60,
    ...(datesArePublications(registered) ? { published } : {}),
  })
  writeFileSync(document, replaceBetween(readFileSync(document, 'utf8'), 'measured', part))
  await capture(join(root, 'node_modules/.bin/oxfmt'), { args: [document], cwd: root })
  console.log(`\n${part}`)
} finally {
  await browser.close()
  rmSync(temporary, { recursive: true, force: true })
}
