import { beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ORIGIN, type FakeBff } from '../core/testing/fake-bff.ts'
import { create, defineHitchConnect, HitchConnectElement } from './index.ts'
import { focused, inside, openPage, place, rows, token } from './testing/page.ts'

let bff: FakeBff
beforeEach(() => {
  bff = openPage()
  defineHitchConnect()
})

const button = (name: string) => page.getByRole('button', { name })
const listed = (element: Element) => vi.waitFor(() => expect(rows(element)).toBe(4))

it('keeps several apart: each has a session and events of its own', async () => {
  bff.tokens.add('token-2').add('token-3')
  const heard: [unknown, string][] = []
  document.body.addEventListener('hitch-ready', (event) => {
    const { sessionId } = (event as CustomEvent<{ sessionId: string }>).detail
    heard.push([event.target, sessionId])
  })
  const first = place()
  const second = place()
  second.fetchSession = () => Promise.resolve('token-2')
  const { element: third } = create({
    baseUrl: ORIGIN,
    container: document.body,
    fetchSession: () => Promise.resolve('token-3'),
  })
  await vi.waitFor(() => expect(heard).toHaveLength(3))
  for (const [number, element] of [first, second, third].entries())
    expect(heard).toContainEqual([element, `session-of-token-${number + 1}`])
})

it('keeps two servers apart', async () => {
  const asked: string[] = []
  vi.spyOn(window, 'fetch').mockImplementation((input, init) => {
    const token = new Headers(init?.headers).get('authorization')
    asked.push(`${new URL(input as string).origin} ${token}`)
    return Promise.reject(new TypeError('no network'))
  })
  place()
  const other = place({ 'base-url': 'https://connect.example.org' })
  other.fetchSession = () => Promise.resolve('token-2')
  await vi.waitFor(() => expect(new Set(asked).size).toBe(2))
  expect([...new Set(asked)].toSorted()).toEqual([
    'https://connect.example.com Bearer token-1',
    'https://connect.example.org Bearer token-2',
  ])
})

it('known already, it is not made known again by another version, nor does that throw', () => {
  const known = customElements.get('hitch-connect')
  expect(() => defineHitchConnect({ baseUrl: 'https://connect.example.org' })).not.toThrow()
  expect(customElements.get('hitch-connect')).toBe(known)
  expect(document.createElement('hitch-connect')).toBeInstanceOf(HitchConnectElement)
})

it('keeps what the page has written into it, and does not show it', async () => {
  document.body.insertAdjacentHTML('beforeend', `<hitch-connect base-url="${ORIGIN}"><p>Loading …</p></hitch-connect>`)
  const element = document.querySelector('hitch-connect') as HitchConnectElement
  element.fetchSession = token
  await listed(element)
  expect(element.innerHTML).toBe('<p>Loading …</p>')
  expect(element.querySelector('p')?.checkVisibility()).toBe(false)
})

it('in a form it sends nothing, and is no field of it', async () => {
  const form = document.body.appendChild(document.createElement('form'))
  const submitted = vi.fn<(event: Event) => void>((event) => event.preventDefault())
  form.addEventListener('submit', submitted)
  const element = place({}, form)
  await button('Connect John Deere').click()
  await expect.element(button('Continue to John Deere')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await button('All accounts').click()
  await listed(element)
  expect(submitted).not.toHaveBeenCalled()
  expect([...new FormData(form).keys()]).toEqual([])
})

it('stands in the shadow of another element, and is heard outside of it', async () => {
  const outer = document.body.appendChild(document.createElement('div'))
  const ready = vi.fn<() => void>()
  document.body.addEventListener('hitch-ready', ready, { once: true })
  const element = place({}, outer.attachShadow({ mode: 'open' }))
  await listed(element)
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce())
  await button('Connect John Deere').click()
  await vi.waitFor(() => expect(focused()).toBe('Connect John Deere'))
  await button('All accounts').click()
  await vi.waitFor(() => expect(focused()).toBe('Connect John Deere'))
})

it('as a dialog shows itself while it is open, and says when it is not', async () => {
  const element = place({ display: 'dialog' })
  const exit = vi.fn<(event: CustomEvent<{ reason: string }>) => void>()
  element.addEventListener('hitch-exit', exit as never)
  await Promise.resolve()
  expect(inside(element, 'dialog')).toEqual([])
  element.open = true
  expect(element.hasAttribute('open')).toBe(true)
  await vi.waitFor(() => expect(focused()).toBe('Connect your farm data'))
  await expect.element(button('Connect John Deere')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(element.open).toBe(false))
  await vi.waitFor(() => expect(exit).toHaveBeenCalledOnce())
  expect(exit.mock.lastCall?.[0].detail.reason).toBe('escape')

  element.setAttribute('open', '')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  element.removeAttribute('open')
  await vi.waitFor(() => expect(exit).toHaveBeenCalledTimes(2))
  expect(exit.mock.lastCall?.[0].detail.reason).toBe('api')
})

it('lets the page keep the window shut, in the click', async () => {
  const opened = vi.spyOn(window, 'open')
  const element = place({ consent: 'false' })
  element.addEventListener('hitch-before-connect', (event) => event.preventDefault())
  await button('Connect John Deere').click()
  expect(opened).not.toHaveBeenCalled()
})

it('says in one line that it does not know its BFF', async () => {
  const reported = vi.spyOn(window, 'reportError').mockImplementation(() => {})
  document.body.append(document.createElement('hitch-connect'))
  const late = document.body.appendChild(document.createElement('hitch-connect'))
  late.baseUrl = ORIGIN
  late.fetchSession = token
  await listed(late)
  expect(reported.mock.calls.map(([error]) => String(error))).toEqual([
    expect.stringMatching(/^TypeError: <hitch-connect> needs the attribute base-url, .+$/),
  ])
})
