import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { ConnectState } from '@hitch/protocol'
import { ConnectRoot } from './ConnectRoot.tsx'
import { createFakeCore, type FakeCore, type FakeServer } from './testing/fake-core.ts'
import { connectionOf, connectState } from './testing/fixtures.ts'

/** Everything that was ever put into the two regions, each entry as often as it was put there. */
const heard = { polite: [] as string[], urgent: [] as string[], at: 0, listAt: 0 }
const watcher = new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    const region = (target as Element).closest?.('output, [role="alert"]')
    if (!region) {
      if (document.querySelector('h3')) heard.listAt ||= performance.now()
      continue
    }
    if (addedNodes.length > 0) heard.at = performance.now()
    const list = region.matches('output') ? heard.polite : heard.urgent
    list.push(...[...addedNodes].map((node) => node.textContent ?? ''))
  }
})

beforeEach(() => {
  heard.polite = []
  heard.urgent = []
  heard.listAt = 0
  watcher.observe(document.body, { childList: true, subtree: true })
})
afterEach(() => watcher.disconnect())

const region = (name: 'output' | '[role="alert"]'): HTMLElement => document.querySelector(name) as HTMLElement
const attemptId = 'att_1'

const mount = async (connect: FakeServer['connect'] = connectState()): Promise<FakeCore> => {
  const fake = createFakeCore({ connect })
  await render(
    <ConnectRoot
      baseUrl="https://connect.example"
      fetchSession={() => Promise.resolve('token')}
      createCore={fake.create}
      isFramed={() => false}
      now={Date.now}
    />,
  )
  return fake
}

const says = async (how: 'polite' | 'urgent', text: string): Promise<void> =>
  vi.waitFor(() => expect(heard[how].at(-1)).toBe(text), { timeout: 3000 })

it('has both regions from the first render, empty', async () => {
  const fake = createFakeCore({ connect: 'never' })
  await render(
    <ConnectRoot
      baseUrl="https://connect.example"
      fetchSession={() => Promise.resolve('token')}
      createCore={fake.create}
      isFramed={() => false}
      now={Date.now}
    />,
  )
  expect(region('output').textContent).toBe('')
  expect(region('[role="alert"]').textContent).toBe('')
})

it('tells of the list, fills after 150 ms and empties after 5 s', async () => {
  await mount(connectState({ connections: [connectionOf('CNHI')] }))
  await says('polite', '4 accounts. 1 connected.')
  expect(heard.at - heard.listAt).toBeGreaterThanOrEqual(140)
  await vi.waitFor(() => expect(region('output').textContent).toBe(''), { timeout: 10_000 })
  expect(performance.now() - heard.at).toBeGreaterThanOrEqual(4900)
}, 15_000)

it('tells each change of an attempt once', async () => {
  const fake = await mount()
  await says('polite', '4 accounts. 0 connected.')
  fake.flow('JohnDeere', { status: 'opening' })
  await says('polite', 'Opening John Deere in a new window.')
  fake.flow('JohnDeere', { status: 'waiting', attemptId, windowGone: false })
  await says('polite', 'Finish at John Deere in the other window.')
  fake.flow('JohnDeere', { status: 'waiting', attemptId, windowGone: true })
  fake.flow('JohnDeere', { status: 'finishing', attemptId, since: Date.now() })
  await says('polite', 'Almost done.')
  fake.flow('JohnDeere', { status: 'choosing_organizations', attemptId })
  await says('polite', 'One step left at John Deere. Choose organizations.')
  const connection = connectionOf('JohnDeere', { status: 'checking' })
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow('JohnDeere', { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await says('polite', 'Signed in to John Deere. Checking access.')
  expect(heard.polite).toHaveLength(6)
  expect(heard.urgent).toEqual([])
})

it('says what is over within two seconds only by its outcome', async () => {
  const fake = await mount()
  await says('polite', '4 accounts. 0 connected.')
  fake.flow('JohnDeere', { status: 'finishing', attemptId, since: Date.now() })
  const connection = connectionOf('JohnDeere')
  fake.server.connect = connectState({ connections: [connection] })
  fake.flow('JohnDeere', { status: 'settled', attemptId, outcome: { status: 'connected', connection } })
  await says('polite', 'John Deere is connected.')
  await new Promise((resolve) => setTimeout(resolve, 2200))
  expect(heard.polite).toEqual(['4 accounts. 0 connected.', 'John Deere is connected.'])
})

it('interrupts for what stops the grower', async () => {
  const fake = await mount()
  await says('polite', '4 accounts. 0 connected.')
  fake.flow('JohnDeere', { status: 'blocked' })
  await says('urgent', 'Your browser stopped the window. Press Open John Deere.')
  fake.flow('JohnDeere', {
    status: 'settled',
    attemptId,
    outcome: { status: 'failed', error: { code: 'access_denied', retry: 'now' } },
  })
  await says('urgent', 'John Deere: You did not allow access. Nothing was shared. You can try again.')
  fake.set({ online: false })
  await says('urgent', 'You are offline.')
  fake.set({ online: true })
  await says('polite', 'You are back online.')
  expect(heard.urgent).toHaveLength(3)
})

it('tells why there is no list', async () => {
  await mount({ code: 'origin_not_allowed' } as unknown as ConnectState)
  await says(
    'urgent',
    'This page is not allowed to connect. The problem is in our setup, not with you. Please tell the company behind this page.',
  )
  expect(heard.polite).toEqual([])
})
