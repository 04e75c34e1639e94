import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))
const sheets = globSync('*.css', { cwd: folder }).map((name) => ({
  name,
  css: readFileSync(folder + name, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, ''),
}))

/** Selectors one by one; a comma inside brackets is no end of one. Steps of keyframes are none. */
const selectorsIn = (css: string): string[] =>
  [...css.replaceAll(/@keyframes [\w-]+ \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '').matchAll(/(?<=^|[{};])([^{};]+)\{/g)]
    .map(([, prelude = '']) => prelude.trim())
    .filter((prelude) => !prelude.startsWith('@'))
    .flatMap((prelude) => prelude.split(/,(?![^(]*\))/))
    .map((selector) => selector.trim())

/** `unstyled` takes the class `hitch` off the frame, and that takes off every rule: so none may do without it. */
const needsTheFrame = (selector: string): boolean => /^(\[dir='rtl'\] )?\.hitch(?![\w-])/.test(selector)

it('finds selectors, and knows which would outlive `unstyled`', () => {
  const css =
    "@media print { .hitch-row, .hitch :is(p, h2) { top: 0 } } @keyframes turn { to { top: 0 } } [dir='rtl'] .hitch p {}"
  expect(selectorsIn(css)).toEqual(['.hitch-row', '.hitch :is(p, h2)', "[dir='rtl'] .hitch p"])
  expect(selectorsIn(css).filter((selector) => !needsTheFrame(selector))).toEqual(['.hitch-row'])
})

it('has every rule inside of the frame, but those that draw, and hide what is for the ear', () => {
  const all = sheets.flatMap(({ name, css }) => selectorsIn(css).map((selector) => `${name}: ${selector}`))
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter((one) => !needsTheFrame(one.replace(/^.*?: /, '')))).toEqual([
    'coupling.css: .hitch-coupling svg',
    'frame.css: .hitch-hidden',
    'frame.css: .hitch-icon',
    "tokens.css: :where(:root, [style*='color-scheme: light'])",
    "tokens.css: :where([style*='color-scheme: dark'])",
  ])
})

it('never sets what is the host’s to set', () => {
  expect(sheets.filter(({ css }) => /[{;]\s*--hitch-/.test(css)).map(({ name }) => name)).toEqual([])
})
