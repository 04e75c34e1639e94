/// <reference types="vite/client" />
import { beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { defineHitchConnect } from './index.ts'
import { nameParts } from './parts.ts'
import { inside, openPage, place } from './testing/page.ts'

const files = import.meta.glob<string>('../react/class-names.ts', { query: '?raw', import: 'default', eager: true })
const names = [
  ...Object.values(files)
    .join()
    .matchAll(/^ {2}(\w+)\?: string$/gm),
].map(([, name = '']) => name)

beforeEach(() => {
  openPage()
  defineHitchConnect()
})

const partless = (element: Element): string[] =>
  inside(element, '[class*="hitch-"]')
    .filter((one) =>
      [...one.classList].some((name) => name !== 'hitch' && !one.part.contains(name.replace('hitch-', ''))),
    )
    .map(({ outerHTML }) => outerHTML.slice(0, 80))

it('knows the documented names', () => {
  expect(names.length).toBeGreaterThan(30)
})

it.each(names)('an element named %s is the part of that name, as soon as it stands there', async (name) => {
  const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
  nameParts(shadow)
  shadow.innerHTML = `<p><i class="hitch-${name} of-the-host" data-state="connected"></i></p>`
  await Promise.resolve()
  expect(shadow.querySelector('i')?.getAttribute('part')).toBe(`${name} ${name}-connected`)
})

it('lets the page style what stands inside, in the list and in panes', async () => {
  const style = document.createElement('style')
  style.textContent = `
    hitch-connect::part(row) { outline: 3px solid rgb(1, 2, 3) }
    hitch-connect::part(tile-ClimateFieldView) { opacity: 0.5 }
    hitch-connect::part(button-primary) { text-transform: uppercase }`
  document.body.append(style)
  const element = place()
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(partless(element)).toEqual([])
  expect(inside(element, '.hitch-row').map((row) => getComputedStyle(row).outlineColor)).toEqual(
    Array.from({ length: 4 }, () => 'rgb(1, 2, 3)'),
  )
  expect(inside(element, '.hitch-tile').map((tile) => getComputedStyle(tile).opacity)).toEqual(['1', '1', '1', '0.5'])

  await page.getByRole('button', { name: 'Connect John Deere' }).click()
  const primary = page.getByRole('button', { name: 'Continue to John Deere' })
  await expect.element(primary).toHaveStyle({ textTransform: 'uppercase' })
  expect(partless(element)).toEqual([])
})

it('follows what an element turns into', async () => {
  const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
  nameParts(shadow)
  shadow.innerHTML = '<li class="hitch-tile" data-state="available"></li>'
  const tile = shadow.querySelector('li') as HTMLElement
  await vi.waitFor(() => expect(tile.part.contains('tile-available')).toBe(true))
  tile.dataset['state'] = 'connected'
  await Promise.resolve()
  expect([...tile.part]).toEqual(['tile', 'tile-connected'])
})
