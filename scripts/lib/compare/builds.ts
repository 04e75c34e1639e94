import { join } from 'node:path'
import { build, type InlineConfig, type Rolldown } from 'vite'
import type { Built } from './look.ts'

/** Builds one module that is in no file, resolving what it imports from `root`. */
const buildVirtual = async (source: string, root: string, config: InlineConfig): Promise<Rolldown.RolldownOutput> => {
  const entry = join(root, 'page-of-a-host.js')
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    ...config,
    plugins: [
      {
        name: 'page-of-a-host',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      ...config.build,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { codeSplitting: false } },
    },
  })
  if (!('output' in built)) throw new Error('vite gave something else than one bundle')
  return built
}

const scriptOf = ({ output }: Rolldown.RolldownOutput): string => output[0].code

/** A page's script and style, React included. `window.rendered` says that the script came to its end. */
export const buildPage = async (app: string, root: string): Promise<Built> => {
  const source = `
    import { createElement as element } from 'react'
    import { createRoot } from 'react-dom/client'
    ${app}
    createRoot(document.getElementById('place')).render(element(App))
    window.rendered = true
  `
  const built = await buildVirtual(source, root, { build: { modulePreload: false, cssCodeSplit: false } })
  const style = built.output.find((part) => part.type === 'asset' && part.fileName.endsWith('.css'))
  return { script: scriptOf(built), style: style?.type === 'asset' ? String(style.source) : '' }
}

/** A module for Node, everything included, that prints what the server's render gives and what it leaves behind. */
export const buildServerRender = async (app: string, root: string): Promise<string> => {
  const source = `
    import { createElement as element } from 'react'
    import { renderToString } from 'react-dom/server'
    ${app}
    const left = []
    process.on('unhandledRejection', (reason) => left.push(String(reason)))
    const html = renderToString(element(App))
    setTimeout(() => {
      console.log(JSON.stringify({ characters: html.length, left }))
      process.exit()
    }, 500)
  `
  return scriptOf(await buildVirtual(source, root, { ssr: { noExternal: true }, build: { ssr: true } }))
}
