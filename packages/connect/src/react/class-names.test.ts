/// <reference types="vite/client" />
import { expect, it } from 'vitest'

const files = import.meta.glob<string>(
  ['./*.{ts,tsx}', './*/*.{ts,tsx}', '!./**/*.{test,stories}.{ts,tsx}', '!./testing/*'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const all = Object.values(files).join('\n')
const names = [...(files['./class-names.ts'] ?? '').matchAll(/^ {2}(\w+)\?: string$/gm)].map(([, name = '']) => name)

/** Of elements that have a name too; no names of their own. */
const MODIFIERS = ['hidden', 'stretch', 'chevron', 'back', 'stack', 'unread', 'none']

it('every element has its class by its name, so that a host can add to it', () => {
  const written = [...all.matchAll(/\bhitch-(\w+)/g)].map(([, name = '']) => name)
  const looked = [...all.matchAll(/\.hitch-(\w+)/g)].map(([, name = '']) => name)
  expect(written.length).toBeGreaterThan(5)
  expect(looked.filter((name) => ![...names, ...MODIFIERS].includes(name))).toEqual([])
  const literal = [...all.matchAll(/[^.\w-]hitch-(\w+)/g)].map(([, name = '']) => name)
  expect(literal.filter((name) => !MODIFIERS.includes(name))).toEqual([])
})

it('every name is that of an element', () => {
  const used = new Set(
    [...all.matchAll(/(?:classes|useClasses\(\))\(([^)]*)\)/g)].flatMap(([, list = '']) => list.match(/\w+/g) ?? []),
  )
  expect([...used].toSorted()).toEqual(names.toSorted())
})
