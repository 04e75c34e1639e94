import { beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ORIGIN, type FakeBff } from '../core/testing/fake-bff.ts'
import { create, type CreatedDialog, type CreateOptions } from './index.ts'
import { focused, inside, openPage, rows, token } from './testing/page.ts'

let bff: FakeBff
beforeEach(() => {
  bff = openPage()
})

const options = { baseUrl: ORIGIN, fetchSession: token } satisfies CreateOptions
const button = (name: string) => page.getByRole('button', { name })
const container = (): HTMLElement => {
  const element = document.body.appendChild(document.createElement('main'))
  element.id = 'farm-data'
  return element
}
const dialogs = (): Element[] => [...document.querySelectorAll('hitch-dialog')]
const isReady = (dialog: CreatedDialog) => vi.waitFor(() => expect(dialog.ready).toBe(true))

it.each(['selector', 'element'])('stands in a container given by its %s, until it is destroyed', async (by) => {
  const place = container()
  const widget = create({ ...options, container: by === 'element' ? place : '#farm-data' })
  await expect.element(button('Connect John Deere')).toBeVisible()
  expect(widget.element.parentElement).toBe(place)
  widget.destroy()
  widget.destroy()
  expect(place.childElementCount).toBe(0)
})

it('takes other options on, and calls the latest callbacks', async () => {
  container()
  const [earlier, later] = [vi.fn<() => void>(), vi.fn<(name: string) => void>()]
  const widget = create({ ...options, container: '#farm-data', onEvent: earlier })
  widget.update({ onEvent: ({ name }) => later(name), providers: ['CNHI', 'JohnDeere'] })
  await vi.waitFor(() => expect(rows(widget.element)).toBe(2))
  await vi.waitFor(() => expect(later).toHaveBeenCalledExactlyOnceWith('ready'))
  expect(earlier).not.toHaveBeenCalled()
  widget.update({ providers: undefined as never })
  await vi.waitFor(() => expect(rows(widget.element)).toBe(4))
})

it('asks the page’s own backend where it is given its address', async () => {
  container()
  const asked = vi.spyOn(window, 'fetch').mockImplementation(() => Promise.resolve(new Response('token-1')))
  create({ baseUrl: ORIGIN, sessionUrl: '/api/connect-session', container: '#farm-data' })
  await vi.waitFor(() => expect(asked).toHaveBeenCalledWith('/api/connect-session', expect.anything()))
})

it('without a container opens a dialog by a button of the page, in a shadow of its own', async () => {
  const onExit = vi.fn<NonNullable<CreateOptions['onExit']>>()
  const onReadyChange = vi.fn<NonNullable<CreateOptions['onReadyChange']>>()
  const dialog = create({ ...options, onExit, onReadyChange })
  expect(dialog.ready).toBe(false)
  await isReady(dialog)
  expect(onReadyChange.mock.lastCall).toEqual([true, { error: null }])
  expect(dialogs()).toEqual([])

  dialog.open()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await vi.waitFor(() => expect(focused()).toBe('Connect your farm data'))
  expect(document.querySelector('dialog')).toBeNull()
  expect(dialogs().map((host) => inside(host, 'dialog').map((one) => getComputedStyle(one).display))).toEqual([
    ['block'],
  ])
  expect(dialogs().flatMap((host) => inside(host, '[part~="root"]'))).toHaveLength(1)

  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(onExit).toHaveBeenCalledOnce())
  expect(onExit.mock.lastCall).toMatchObject([null, { reason: 'escape' }])
  await vi.waitFor(() => expect(dialogs()).toEqual([]))
})

it('puts the dialog into the page once, in the page’s direction', async () => {
  const append = vi.spyOn(document.body, 'append')
  document.body.style.direction = 'rtl'
  const dialog = create(options)
  dialog.open()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  document.body.style.direction = ''
  expect(dialogs().map((host) => host.shadowRoot?.firstElementChild?.getAttribute('dir'))).toEqual(['rtl'])
  expect(append.mock.calls.flat().filter((one) => dialogs().includes(one as HTMLElement))).toHaveLength(1)
  dialog.destroy()
})

it('opens at a provider, even at once, and exit and destroy take it away', async () => {
  const onExit = vi.fn<NonNullable<CreateOptions['onExit']>>()
  const dialog = create({ ...options, onExit })
  dialog.open('JohnDeere')
  await expect.element(button('Continue to John Deere')).toBeVisible()
  dialog.exit()
  await vi.waitFor(() => expect(onExit.mock.lastCall).toMatchObject([null, { reason: 'api' }]))
  dialog.update({ providers: ['CNHI', 'JohnDeere'] })
  dialog.open()
  await expect.element(button('Connect CNH AFS Connect')).toBeVisible()
  expect(dialogs().map(rows)).toEqual([2])
  dialog.destroy()
  dialog.destroy()
  await vi.waitFor(() => expect(dialogs()).toEqual([]))
  dialog.open()
  expect(dialog.ready).toBe(false)
  expect(dialogs()).toEqual([])
})

it('tells why a dialog cannot be ready', async () => {
  bff.tokens.clear()
  const dialog = create(options)
  await vi.waitFor(() => expect(dialog.error).toMatchObject({ code: 'session_expired' }))
  expect(dialog.ready).toBe(false)
})

it('says in one line what the page has left out', () => {
  expect(() => create({ ...options, container: '#nowhere' })).toThrow(
    'Hitch.create: nothing on the page matches the container "#nowhere"',
  )
  expect(() => create({ ...options, container: document.querySelector('#nowhere') as never })).toThrow(
    'Hitch.create: the container is no element of the page',
  )
  expect(() => create({ fetchSession: token })).toThrow(/^Hitch\.create needs baseUrl, .+$/)
  expect(() => create({ baseUrl: ORIGIN })).toThrow(/^Hitch\.create needs sessionUrl or fetchSession: .+$/)
})
