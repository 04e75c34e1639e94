import { afterEach, expect, test, vi } from 'vitest'
import { sessionFromUrl } from './session-from-url.ts'

afterEach(() => vi.unstubAllGlobals())

const { signal } = new AbortController()
const answering = (response: Response) => {
  const fetch = vi.fn<typeof globalThis.fetch>().mockResolvedValue(response)
  vi.stubGlobal('fetch', fetch)
  return fetch
}

test('posts to the host alone, with its cookies and nothing else, and can be stopped', async () => {
  const fetch = answering(new Response('token\n'))
  expect(await sessionFromUrl('/api/connect-session')({ signal })).toBe('token')
  expect(fetch).toHaveBeenCalledExactlyOnceWith('/api/connect-session', {
    method: 'POST',
    credentials: 'same-origin',
    signal,
  })
})

test('takes the token out of JSON', async () => {
  answering(Response.json({ sessionId: 'ses_1', sessionToken: 'token' }))
  expect(await sessionFromUrl('/session')({ signal })).toBe('token')
})

test('a refusal is no token', async () => {
  answering(new Response('sign in first', { status: 401 }))
  await expect(sessionFromUrl('/session')({ signal })).rejects.toThrow('/session answered 401')
})
