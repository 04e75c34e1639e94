import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'

const bundled = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: fileURLToPath(new URL('index.css', import.meta.url)) } },
  })
  if (!('output' in built)) throw new Error('vite gave something else than one bundle')
  const sheet = built.output.find(({ fileName }) => fileName.endsWith('.css'))
  if (sheet?.type !== 'asset') throw new Error('no style sheet was built')
  return String(sheet.source)
}

it('keeps its colours when a host bundles it for older browsers', async () => {
  const css = await bundled()
  const [uses] = css.match(/var\(--lightningcss-light/) ?? []
  expect(uses, 'this bundler no longer rewrites light-dark(): the default may go').toBeDefined()
  expect(css).toContain('{--lightningcss-light:initial;--lightningcss-dark: }')
  expect(css).toContain(':where([style*="color-scheme: dark"]){--lightningcss-light: ;--lightningcss-dark:initial}')
})

it('tells the writing direction in no way that is rewritten by language', async () => {
  expect(await bundled()).not.toContain(':lang(')
})
