import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it, vi } from 'vitest'
import { Connect } from './index.ts'

afterEach(() => vi.restoreAllMocks())

const render = (props: object = {}): string =>
  renderToString(
    createElement(Connect, {
      baseUrl: 'https://connect.example.com',
      fetchSession: () => Promise.reject(new Error('asked on the server')),
      ...props,
    }),
  )

it('gives the skeleton where there is no window, and asks nobody', () => {
  expect(globalThis).not.toHaveProperty('window')
  const complain = vi.spyOn(console, 'error')
  const html = render()
  expect(html).toContain('Connect your farm data')
  expect(html).toContain('Your password never comes here.')
  expect(html.match(/data-state="skeleton"/g)).toHaveLength(4)
  expect(complain).not.toHaveBeenCalled()
})

it('knows how many tiles come', () => {
  expect(render({ providers: ['JohnDeere', 'CNHI'] }).match(/data-state="skeleton"/g)).toHaveLength(2)
})

it("writes no style attribute, which `style-src 'self'` would refuse", () => {
  expect(render({ appearance: { variables: { accent: '#1d6f42' } } })).not.toMatch(/ style=/)
})

it('has a host’s classes from the first paint on, and the look that was asked for', () => {
  const classNames = { root: 'mine', tile: 'card', bone: 'pulse' }
  expect(render({ classNames })).toMatch(/<section class="hitch hitch-root mine"/)
  expect(render({ classNames, unstyled: true })).toMatch(/<section class="hitch-root mine"/)
  expect(render({ classNames }).match(/class="hitch-tile card"/g)).toHaveLength(4)
  expect(render({ classNames })).toContain('class="hitch-bone pulse hitch-mark"')
})
