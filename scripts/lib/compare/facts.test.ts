import { expect, test } from 'vitest'
import { hostsIn } from './hosts.ts'
import { judgeDeclarations, reactRange } from './package-facts.ts'
import { readServerRender } from './server-render.ts'

test('hosts are those of addresses in code, each once, not those of names and of comments', () => {
  const code = `
    /*! licence: https://licence.example */
    fetch("https://api.example.com/v1"); fetch('http://API.example.com:8080')
    const svg = "http://www.w3.org/2000/svg", link = \`https://cdn.example.org/a.js\`, own = '/v1', bare = 'https://'
  `
  expect(hostsIn(code)).toEqual(['api.example.com', 'cdn.example.org'])
})

test('a package wants React as a peer, brings it, or names none', () => {
  expect(reactRange({ version: '1.0.0', peerDependencies: { react: '>=18' } })).toBe('>=18')
  expect(reactRange({ version: '1.0.0', dependencies: { react: '^18.3.1' } })).toBe('^18.3.1, as its own dependency')
  expect(reactRange({ version: '1.0.0' })).toBe('names none')
})

test('a declaration without a word on what is in the module is told', () => {
  expect(judgeDeclarations(`declare module 'a-widget';`)).toBe('yes, all of it `any`')
  expect(judgeDeclarations(`export declare const widget: string`)).toBe('yes')
  expect(judgeDeclarations(`declare module 'a-widget' { export const widget: string }`)).toBe('yes')
})

test('a server render is judged by its last line, whatever else was printed', () => {
  expect(readServerRender('hello\n{"characters":12,"left":[]}\n')).toEqual({ works: true })
  expect(readServerRender('{"characters":0,"left":["Error: no"]}\n')).toEqual({
    works: true,
    note: 'an empty string; leaves a rejected promise unhandled',
  })
  expect(readServerRender('file.mjs:1\n\nReferenceError: window is not defined\n    at file.mjs:1')).toEqual({
    works: false,
    note: 'ReferenceError: window is not defined',
  })
  expect(readServerRender('')).toEqual({ works: false, note: 'ends without an answer' })
})
