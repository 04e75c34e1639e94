import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startChromium } from '../lib/compare/look.ts'
import { readManifest } from '../lib/compare/package-facts.ts'
import { capture } from '../lib/quietly.mjs'
import { installHost, type Host } from './host.ts'
import { BFF, openPage } from './page.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'hitch-hosts-'))
const tarballs = inject('tarballs')
let browser: Browser

beforeAll(async () => {
  browser = await startChromium()
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The version that this workspace works with. */
const ours = (name: string): string => readManifest(join(root, 'node_modules', name)).version

const install = async (name: string, host: Host): Promise<string> => {
  const place = join(folder, name)
  await installHost(root, place, tarballs, host)
  return place
}

/** Runs a program that the host has installed. @throws {Error} with its output */
const run = async (cwd: string, command: string, ...args: string[]): Promise<string> => {
  const program = command === 'node' ? process.execPath : join(cwd, 'node_modules', '.bin', command)
  const { code, output } = await capture(program, { args, cwd })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}:\n${output}`)
  return output
}

const indexHtml = `<!doctype html><html lang="en"><title>A farm</title><main id="app"></main><script type="module" src="/main.js"></script></html>`

const SHOWN = { buttons: ['Connect John Deere', 'Connect CNH FieldOps'], complaints: [] }

const widget = `{ baseUrl: '${BFF}', fetchSession: () => Promise.resolve('token') }`

describe.each(['18.3.1', ours('react')])('a page of Vite and React %s', (react) => {
  it('installs, builds, and shows the widget without a word of complaint', async () => {
    const place = await install(`vite-react-${react}`, {
      dependencies: { '@hitch/connect': 'tarball', react, 'react-dom': react, vite: ours('vite') },
      files: {
        'index.html': indexHtml,
        'main.js': `
          import { createElement } from 'react'
          import { createRoot } from 'react-dom/client'
          import { Connect } from '@hitch/connect/react'
          import '@hitch/connect/styles.css'
          createRoot(document.querySelector('#app')).render(createElement(Connect, ${widget}))`,
      },
    })
    await run(place, 'vite', 'build')
    expect(await openPage(browser, place)).toEqual(SHOWN)
  })

  it('is rendered by a server that knows no window, as a client component', async () => {
    const place = await install(`server-${react}`, {
      dependencies: { '@hitch/connect': 'tarball', react, 'react-dom': react },
      files: {
        'render.js': `
          import { readFileSync } from 'node:fs'
          import { createElement } from 'react'
          import { renderToString } from 'react-dom/server'
          import { fileURLToPath } from 'node:url'
          const { Connect } = await import('@hitch/connect/react')
          const file = readFileSync(fileURLToPath(import.meta.resolve('@hitch/connect/react')), 'utf8')
          console.log(JSON.stringify({
            directive: /^(['"])use client\\1/.test(file),
            html: renderToString(createElement(Connect, ${widget})),
          }))`,
      },
    })
    const { directive, html } = JSON.parse(await run(place, 'node', 'render.js')) as {
      directive: boolean
      html: string
    }
    // Next.js and every other server of React components reads it in the first line of the file that it resolves.
    expect(directive).toBe(true)
    expect(html).toContain('Connect your farm data')
    expect(html).toContain('aria-busy="true"')
  })
})

describe('a page of Vue', () => {
  it('installs the element alone, without React, and builds', async () => {
    const place = await install('vue', {
      dependencies: { '@hitch/connect': 'tarball', vue: '3.5.45', '@vitejs/plugin-vue': '6.0.11', vite: ours('vite') },
      files: {
        'index.html': indexHtml,
        'vite.config.js': `
          import vue from '@vitejs/plugin-vue'
          const isCustomElement = (tag) => tag === 'hitch-connect'
          export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] }`,
        'App.vue': `
          <script setup>
          import { defineHitchConnect } from '@hitch/connect/element'
          defineHitchConnect()
          const fetchSession = () => Promise.resolve('token')
          </script>
          <template><hitch-connect base-url="${BFF}" :fetchSession.prop="fetchSession" /></template>`,
        'main.js': `
          import { createApp } from 'vue'
          import App from './App.vue'
          createApp(App).mount('#app')`,
      },
    })
    await run(place, 'vite', 'build')
    expect(await openPage(browser, place)).toEqual(SHOWN)
  })
})

describe('a backend of plain Node', () => {
  it('compiles against the types of every way in, and runs', async () => {
    const compilerOptions = { module: 'nodenext', strict: true, jsx: 'react-jsx', outDir: 'out', skipLibCheck: false }
    const react = ours('react')
    const place = await install('types', {
      dependencies: {
        '@hitch/connect': 'tarball',
        '@hitch/protocol': 'tarball',
        '@hitch/server': 'tarball',
        '@types/node': ours('@types/node'),
        '@types/react': ours('@types/react'),
        react,
        'react-dom': react,
        typescript: ours('typescript'),
      },
      files: {
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...compilerOptions, types: ['node'] },
          include: ['*.ts*'],
        }),
        'backend.ts': `
          import type { ConnectServerOptions } from '@hitch/server'
          import { createConnectServer } from '@hitch/server'
          import { serve } from '@hitch/server/node'
          import { createHitchClient } from '@hitch/server/client'
          import { PROVIDER_IDS, type Connection } from '@hitch/protocol'
          export type Used = [ConnectServerOptions, Connection]
          console.log([createConnectServer, serve, createHitchClient].map((one) => typeof one), PROVIDER_IDS.length)`,
        'widget.tsx': `
          import { createConnect } from '@hitch/connect'
          import { HitchConnectElement } from '@hitch/connect/element'
          import { Connect, useConnect, type ConnectProps } from '@hitch/connect/react'
          export const props: ConnectProps = ${widget}
          export const all = [createConnect, HitchConnectElement, useConnect]
          export const page = <Connect {...props} onSuccess={(connection) => console.log(connection.provider)} />`,
      },
    })
    const { output } = await capture(join(place, 'node_modules', '.bin', 'tsc'), { args: [], cwd: place })
    // pg-boss's own declarations do not hold under skipLibCheck: false.
    expect(output.split('\n').filter((line) => line.includes('error') && !line.includes('/pg-boss/'))).toEqual([])
    expect(await run(place, 'node', 'out/backend.js')).toContain("[ 'function', 'function', 'function' ] 4")
  })
})
