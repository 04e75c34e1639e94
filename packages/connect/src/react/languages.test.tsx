import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { connectState } from './testing/fixtures.ts'
import { openHostPage } from './testing/host-page.tsx'

const title = page.getByRole('heading', { level: 2 })
const frame = (): HTMLElement => document.querySelector('.hitch') as HTMLElement

it('speaks the language of the prop, and shows no English before it', async () => {
  const host = openHostPage()
  const seen = new Set<string>()
  const observer = new MutationObserver(() => seen.add(document.body.innerText))
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  await render(<host.Widget locale="pt-BR" />)
  await expect.element(title).toHaveTextContent('Conecte os dados da sua fazenda')
  await expect.element(page.getByRole('button', { name: 'Conectar John Deere' })).toBeVisible()
  observer.disconnect()
  expect([...seen].filter((text) => /Pick the accounts|Your password|Connect your/.test(text))).toEqual([])
  expect(frame().lang).toBe('pt-BR')
})

it('speaks the session’s language where the host names none', async () => {
  const host = openHostPage()
  const { session } = connectState()
  host.state = { session: { ...session, locale: 'de-AT' } }
  await render(<host.Widget />)
  await expect.element(title).toHaveTextContent('Verbinden Sie Ihre Betriebsdaten')
  expect(frame().lang).toBe('de-AT')
})

it('changes language on the way, keeping the words until the others are there', async () => {
  const host = openHostPage()
  const { rerender } = await render(<host.Widget locale="fr" />)
  await expect.element(page.getByRole('button', { name: /John Deere/ })).toBeVisible()
  const french = frame().innerText
  await rerender(<host.Widget locale="es" />)
  await vi.waitFor(() => expect(frame().innerText).not.toBe(french))
  await expect.element(page.getByRole('button', { name: 'Conectar John Deere' })).toBeVisible()
  await rerender(<host.Widget locale="en" />)
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(frame().lang).toBe('en')
})

it('says in the same language what the window shows until the provider’s page comes', async () => {
  const host = openHostPage()
  await render(<host.Widget locale="de" consent={false} />)
  await page.getByRole('button', { name: /John Deere verbinden/ }).click()
  await vi.waitUntil(() => host.window.opened.length === 1)
  expect(host.window.last.document.title).toBe('John Deere wird geöffnet…')
})
