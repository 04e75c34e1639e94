import { beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { ORIGIN } from '../core/testing/fake-bff.ts'
import { defineHitchConnect } from './index.ts'
import { openPage, place, rows } from './testing/page.ts'

beforeEach(() => {
  openPage()
})

const titleOf = (element: HTMLElement) => element.shadowRoot?.querySelector('h2')

/** The first test defines the element. */
it('takes what was set before it was defined, and shows the list in a shadow of its own', async () => {
  const element = place()
  element.innerHTML = '<p>Loading …</p>'
  element.providers = ['JohnDeere', 'CNHI']
  expect(element.shadowRoot).toBeNull()
  defineHitchConnect()
  defineHitchConnect()
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(rows(element)).toBe(2)
  expect(element.querySelector('p')?.checkVisibility()).toBe(false)
  expect(document.querySelector('.hitch')).toBeNull()
  element.providers = undefined
  await vi.waitFor(() => expect(rows(element)).toBe(4))
})

it('keeps the page’s styles out, and lets its custom properties and direction in', async () => {
  const style = document.createElement('style')
  style.textContent = 'h2 { font-size: 99px } body { --hitch-radius: 3px; direction: rtl }'
  document.body.append(style)
  const element = place()
  await expect.element(page.getByRole('heading', { level: 2 })).toBeVisible()
  const frame = element.shadowRoot?.querySelector('.hitch') as HTMLElement
  expect(getComputedStyle(titleOf(element) as HTMLElement).fontSize).toBe('20px')
  expect(getComputedStyle(frame).borderRadius).toBe('3px')
  expect((frame.parentElement as HTMLElement).dir).toBe('rtl')
})

it('follows attributes and properties, the property first', async () => {
  const element = place()
  await vi.waitFor(() => expect(rows(element)).toBe(4))
  element.setAttribute('providers', 'JohnDeere CNHI')
  await vi.waitFor(() => expect(rows(element)).toBe(2))
  element.providers = ['ClimateFieldView', 'CNHI', 'JohnDeere']
  await vi.waitFor(() => expect(rows(element)).toBe(3))
  expect(element.providers).toEqual(['ClimateFieldView', 'CNHI', 'JohnDeere'])
})

it('tells the page by events that bubble out of the shadow', async () => {
  const ready = vi.fn<(detail: unknown) => void>()
  document.addEventListener('hitch-ready', (event) => ready((event as CustomEvent).detail), { once: true })
  place()
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce())
  expect(ready).toHaveBeenCalledWith(expect.objectContaining({ name: 'ready' }))
})

it('lives on when it is moved, and ends when it is removed', async () => {
  const element = place()
  await vi.waitFor(() => expect(rows(element)).toBe(4))
  const title = titleOf(element)
  const elsewhere = document.createElement('main')
  document.body.append(elsewhere)
  elsewhere.append(element)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(titleOf(element)).toBe(title)

  element.remove()
  await vi.waitFor(() => expect(titleOf(element)).toBeNull())
  document.body.append(element)
  await vi.waitFor(() => expect(rows(element)).toBe(4))
})

it('says in the page’s own words that it was given no session', async () => {
  const element = document.createElement('hitch-connect')
  element.setAttribute('base-url', ORIGIN)
  const failed = vi.fn<(event: Event) => void>()
  element.addEventListener('hitch-error', failed)
  document.body.append(element)
  await expect.element(page.getByRole('heading', { level: 2, name: /cannot load|not allowed|too long/ })).toBeVisible()
  expect(failed).toHaveBeenCalled()
})
