/**
 * `pnpm measure:hosted`: the hosted page under Lighthouse, and in a race with Leaf Link, written into docs/performance.md.
 *
 * Lighthouse and Leaf Link come from the npm registry into a temporary folder, which is removed in the end. Needs
 * `pnpm build` before, and Chromium. No part of `npm test`, which measures the hosted page's paint alone.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { replaceBetween, table } from '../../scripts/lib/between-markers.ts'
import { chromiumLaunch } from '../../scripts/lib/chromium.mjs'
import { median } from '../../scripts/lib/statistics.ts'
import { startStack } from '../stack/stack.ts'
import { LEAF_LINK, serveLeafLink } from './leaf-link.ts'
import { runLighthouse } from './lighthouse.ts'
import { NETWORKS, type Network } from '../performance/slow-phone.ts'
import { race } from './race.ts'

const TURNS = 5
const PAINTED: Readonly<Record<Network, string>> = {
  'slow 4G': 'below 1500 ms',
  'slow 4G of the developer tools': 'none',
}
const document = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hitch-measured-'))
const milliseconds = (ms: number): string => `${ms.toFixed(0)} ms`

const stack = await startStack()
const leafLink = await serveLeafLink(join(folder, 'leaf-link'))
const browser = await chromium.launch(chromiumLaunch())
try {
  const rows: string[][] = []
  for (const network of Object.keys(NETWORKS) as Network[]) {
    const painted = await race(browser, stack, leafLink.url, network, TURNS)
    const [hosted, other] = [median(painted.hosted), median(painted.leafLink)]
    rows.push(
      [`to the painted list, ${network}, 4x CPU: hosted page`, milliseconds(hosted), PAINTED[network]],
      [`to the painted list, ${network}, 4x CPU: page with \`${LEAF_LINK}\``, milliseconds(other), 'none'],
      [`the first of the two in parts of the second`, (hosted / other).toFixed(2), 'at most 0.50'],
    )
  }
  const found = await runLighthouse(join(folder, 'lighthouse'), stack, TURNS)
  rows.push(...found.map(({ what, measured, promised }) => [what, measured, promised]))
  const part = [
    `Measured on ${new Date().toISOString().slice(0, 10)} with Chromium ${browser.version()}. Medians of ${TURNS} turns.`,
    table(['what', 'measured', 'promised'], rows),
  ].join('\n\n')
  writeFileSync(document, replaceBetween(readFileSync(document, 'utf8'), 'hosted', part))
  console.log(part)
} finally {
  await browser.close()
  leafLink.server.close()
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}
