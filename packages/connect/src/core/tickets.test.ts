import { beforeEach, expect, test, vi } from 'vitest'
import type { CoreApi } from './api.ts'
import { asWindow, FakeWindow } from './testing/fake-window.ts'
import { pass, stopTime } from './testing/harness.ts'
import { createTickets } from './tickets.ts'

beforeEach(stopTime)

const open = () => {
  const create = vi.fn<CoreApi['create']>()
  create.mockImplementation((provider, mode, step) =>
    Promise.resolve({
      attemptId: `${provider} ${mode} ${step}`,
      ticket: `ticket-${create.mock.calls.length}`,
      expiresAt: '',
    }),
  )
  const environment = { window: asWindow(new FakeWindow()), fetch, now: () => Date.now(), random: () => 0 }
  const tickets = createTickets({ create } as unknown as CoreApi, environment)
  const take = async (...wish: Parameters<typeof tickets.take>): Promise<string> => (await tickets.take(...wish)).ticket
  return { create, tickets, take }
}

test('a prepared ticket is given once', async () => {
  const { create, tickets, take } = open()
  tickets.prepare('CNHI')
  tickets.prepare('CNHI')
  expect(create).toHaveBeenCalledTimes(1)
  expect([await take('CNHI', 'popup', undefined), await take('CNHI', 'popup', undefined)]).toEqual([
    'ticket-1',
    'ticket-2',
  ])
})

test('a ticket is for its provider, mode and step alone', async () => {
  const { tickets, take } = open()
  tickets.prepare('JohnDeere')
  expect(await take('CNHI', 'popup', undefined)).toBe('ticket-2')
  expect(await take('JohnDeere', 'redirect', undefined)).toBe('ticket-3')
  expect(await take('JohnDeere', 'popup', 'organizations')).toBe('ticket-4')
  expect(await take('JohnDeere', 'popup', undefined)).toBe('ticket-1')
})

test('a ticket of nine and a half minutes is stale', async () => {
  const { tickets, take } = open()
  tickets.prepare('CNHI')
  await pass(9 * 60_000)
  expect(await take('CNHI', 'popup', undefined)).toBe('ticket-1')
  tickets.prepare('CNHI')
  await pass(9.6 * 60_000)
  expect(await take('CNHI', 'popup', undefined)).toBe('ticket-3')
})

test('a failed preparation is forgotten without a sound', async () => {
  const { create, tickets, take } = open()
  create.mockRejectedValueOnce(new Error('no network'))
  tickets.prepare('CNHI')
  await pass(0)
  expect(await take('CNHI', 'popup', undefined)).toBe('ticket-2')
})

test('another session has no use for them', async () => {
  const { tickets, take } = open()
  tickets.prepare('CNHI')
  tickets.clear()
  expect(await take('CNHI', 'popup', undefined)).toBe('ticket-2')
})
