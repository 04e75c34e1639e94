/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { enConnect } from './en-connect.ts'
import { enDetails } from './en-details.ts'
import { enDialog } from './en-dialog.ts'
import { enLater } from './en-later.ts'
import { enSearch } from './en-search.ts'
import type { Messages } from './text.ts'

const files = import.meta.glob<string>(
  // The guides are pages of Storybook: no grower reads them.
  ['../react/**/*.{ts,tsx}', '!**/*.{test,stories}.{ts,tsx}', '!../react/{testing,guides}/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const sources = Object.entries(files).map(([name, code]) => ({
  name,
  code: code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
}))
const all = sources.map(({ code }) => code).join('\n')
const parts = [en, enConnect, enDetails, enDialog, enLater, enSearch]
const messages = Object.assign({}, ...parts) as Messages

describe('the message files', () => {
  it('are read beside the code that says them', () => {
    expect(sources.length).toBeGreaterThan(30)
  })

  it('share no key', () => {
    const keys = parts.flatMap((part) => Object.keys(part))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('hold no text that nobody says', () => {
    const said = (key: string): boolean => new RegExp(`['"\`]${key}['"\`]`).test(all)
    // `${status}Text` and `${slot}Name` are made of the name that they belong to.
    const unused = Object.keys(messages).filter((key) => !said(key) && !said(key.replace(/(Text|Name)$/, '')))
    expect(unused).toEqual([])
  })

  it('hold every English word: none stands in the code', () => {
    const prose = [
      // A sentence or label in quotes.
      /(['"`])[A-Z][a-z]+(?: [a-z]+)+[.…]?\1/g,
      // Words around a value: `${name} is connected`.
      /\} [a-z]+(?: [a-z]+)*[.…]?`/g,
      // Words between tags, and in attributes that are read out.
      />\s*[A-Z][a-z]+[^<>{}=;()]*<\//g,
      /\b(?:aria-label|title|alt|placeholder)="[^"]+"/g,
    ]
    const wordsIn = (code: string): string[] => prose.flatMap((pattern) => code.match(pattern) ?? [])
    expect(wordsIn('<p title="Close">Try again</p> "Not now" `${n} are here`')).toHaveLength(4)
    const found = sources.flatMap(({ name, code }) => wordsIn(code).map((words) => `${name}: ${words}`))
    expect(found).toEqual([])
  })

  it('use only gaps that are filled', () => {
    const texts = Object.values(messages).flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)))
    const gaps = new Set(texts.flatMap((text) => text.match(/\{\w*\}/g) ?? []))
    expect(gaps).toEqual(new Set(['{p}', '{name}', '{b}', '{n}', '{status}', '{text}', '{day}', '{time}']))
  })
})
