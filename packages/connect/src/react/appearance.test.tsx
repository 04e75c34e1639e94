/// <reference types="vite/client" />
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { cleanup, render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import sheet from '../styles/index.css?inline'
import type { ClassNames } from './class-names.ts'
import type { ConnectProps } from './connect-props.ts'
import { ConnectRoot } from './ConnectRoot.tsx'
import { createFakeCore, type FakeCore } from './testing/fake-core.ts'
import { connectionOf, connectState } from './testing/fixtures.ts'

afterEach(() => cleanup())

const fakeCore = (): FakeCore => {
  const connections = [connectionOf('JohnDeere', { status: 'needs_attention' }), connectionOf('CNHI')]
  return createFakeCore({ connect: connectState({ connections }) })
}

const Widget = ({ fake, ...props }: { fake: FakeCore } & Partial<ConnectProps>) => (
  <ConnectRoot
    baseUrl="https://connect.example"
    fetchSession={() => Promise.resolve('token')}
    createCore={fake.create}
    isFramed={() => false}
    now={Date.now}
    {...props}
  />
)

const shown = () => expect.element(page.getByRole('button', { name: 'Reconnect' })).toBeVisible()
const frame = (): HTMLElement => page.getByRole('region').element() as HTMLElement
const reconnect = (): CSSStyleDeclaration => getComputedStyle(page.getByRole('button', { name: 'Reconnect' }).element())

it('takes on new variables as they come, and leaves what is on the page as it stands', async () => {
  const fake = fakeCore()
  const { rerender } = await render(
    <Widget fake={fake} appearance={{ variables: { accent: 'rgb(1 2 3)', motion: '0' } }} />,
  )
  await shown()
  const before = [...frame().querySelectorAll('*')]
  expect(reconnect().backgroundColor).toBe('rgb(1, 2, 3)')

  await rerender(
    <Widget fake={fake} appearance={{ variables: { accent: '#f5b400', controlRadius: '3px', motion: '0' } }} />,
  )
  expect(reconnect()).toMatchObject({ backgroundColor: 'rgb(245, 180, 0)', borderRadius: '3px' })

  await rerender(<Widget fake={fake} appearance={{ variables: { motion: '0' } }} theme="dark" />)
  expect(reconnect()).toMatchObject({ backgroundColor: 'rgb(237, 241, 237)', borderRadius: '8px' })
  expect([...frame().querySelectorAll('*')]).toEqual(before)
  expect(fake.listening()).toBe(1)
})

it('reads variables from any element around it', async () => {
  await render(
    <div ref={(element) => element?.style.setProperty('--hitch-accent', '#0b57d0')}>
      <Widget fake={fakeCore()} />
    </div>,
  )
  await shown()
  expect(reconnect().backgroundColor).toBe('rgb(11, 87, 208)')
})

/** Every rule of ours, at whatever depth, whose selector fits an element of the widget. */
const fitting = (rules: CSSRuleList): string[] =>
  [...rules].flatMap((rule) => {
    if (!('selectorText' in rule)) return 'cssRules' in rule ? fitting((rule as CSSGroupingRule).cssRules) : []
    const { selectorText } = rule as CSSStyleRule
    const fits = [frame(), ...frame().querySelectorAll('*')].some((one) => one.matches(selectorText))
    return fits && selectorText.includes('hitch') ? [selectorText] : []
  })
const rulesThatFit = (): string[] => [...document.styleSheets].flatMap((sheet) => fitting(sheet.cssRules))

it('has no look of its own when unstyled, and all the rest', async () => {
  await render(<Widget fake={fakeCore()} unstyled />)
  await shown()
  expect(new Set(rulesThatFit())).toEqual(new Set(['.hitch-hidden', '.hitch-icon']))
  expect(frame().matches('.hitch-root[data-display]')).toBe(true)
  await expect.element(page.getByRole('button', { name: 'Connect CNH FieldOps' })).toBeVisible()
  expect(frame().querySelector('.hitch-tile')?.getAttribute('data-state')).toBe('needs_attention')
})

it('is found by that check when it is styled', async () => {
  await render(<Widget fake={fakeCore()} />)
  await shown()
  expect(rulesThatFit().length).toBeGreaterThan(50)
})

const [source = ''] = Object.values(
  import.meta.glob<string>('./class-names.ts', { query: '?raw', import: 'default', eager: true }),
)
const names = [...source.matchAll(/^ {2}(\w+)\?: string$/gm)].map(([, name]) => name as keyof ClassNames)
const mine: ClassNames = Object.fromEntries(names.map((name) => [name, `mine-${name} too`]))

/** Elements that have our class and not the host's, or the host's and not ours. */
const uneven = (): string[] =>
  names.flatMap((name) =>
    [frame(), ...frame().querySelectorAll('*')]
      .filter((one) => one.classList.contains(`hitch-${name}`) !== one.classList.contains(`mine-${name}`))
      .map((one) => `${name}: ${one.outerHTML}`),
  )

it('adds a host’s classes to every element of that name', async () => {
  expect(names.length).toBeGreaterThan(15)
  const fake = fakeCore()
  await render(<Widget fake={fake} classNames={mine} className="outermost" />)
  await shown()
  expect(uneven()).toEqual([])
  expect(frame().className).toBe('hitch hitch-root mine-root too outermost')
  const seen = names.filter((name) => document.querySelector(`.mine-${name}`))
  expect(seen).toEqual(
    expect.arrayContaining(['root', 'tile', 'row', 'mark', 'name', 'status', 'slot', 'tray', 'button', 'icon']),
  )
})

/** As a host's own style sheet, after ours. */
const addSheet = (css: string): void => {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  onTestFinished(() => style.remove())
}
const rowGround = (): string => getComputedStyle(frame().querySelector('.hitch-row') as Element).backgroundColor

it('gives way to a rule of a host’s with two classes', async () => {
  addSheet('.mine-row.too { background: rgb(9, 9, 9) }')
  await render(<Widget fake={fakeCore()} classNames={mine} />)
  await shown()
  expect(rowGround()).toBe('rgb(9, 9, 9)')
})

it('gives way to any rule of a host’s that puts ours into a layer', async () => {
  const unlayered = [...document.styleSheets].filter((sheet) =>
    [...sheet.cssRules].some((rule) => /\.hitch\b/.test(rule.cssText)),
  )
  for (const sheet of unlayered) sheet.disabled = true
  onTestFinished(() => {
    for (const sheet of unlayered) sheet.disabled = false
  })
  addSheet('.mine-button { border-radius: 1px }')
  addSheet(`@layer hitch { ${sheet} }`)
  await render(<Widget fake={fakeCore()} classNames={mine} />)
  await shown()
  expect(reconnect()).toMatchObject({ borderRadius: '1px', backgroundColor: 'rgb(26, 33, 28)' })
})
