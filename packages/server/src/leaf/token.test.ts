import type { Upstream } from '@hitch/providers'
import { expect, test } from 'vitest'
import { createTokenSource } from './token.ts'

const setUp = () => {
  let signIns = 0
  const upstream: Upstream = {
    send: () => {
      signIns += 1
      const id_token = `token-${signIns}`
      return Promise.resolve({
        status: 200,
        headers: new Headers(),
        text: '',
        json: (schema) => schema.parse({ id_token }),
      })
    },
  }
  const account = { apiUrl: 'https://leaf.example', username: 'operator', password: 'password' }
  const tokens = createTokenSource({ account, upstream, timeout: 1_000, log: { info: () => undefined }, now: () => 0 })
  return { tokens, signIns: () => signIns }
}

test('who comes late with a token that was already renewed gets the newer one, without another sign-in', async () => {
  const { tokens, signIns } = setUp()
  expect(await tokens.current()).toBe('token-1')
  expect(await tokens.renew('token-1')).toBe('token-2')
  expect(await tokens.renew('token-1')).toBe('token-2')
  expect(signIns()).toBe(2)
  expect(await tokens.renew('token-2')).toBe('token-3')
  expect(await tokens.current()).toBe('token-3')
})

test('the first callers of all share one sign-in', async () => {
  const { tokens, signIns } = setUp()
  expect(await Promise.all([tokens.current(), tokens.current(), tokens.current()])).toEqual(Array(3).fill('token-1'))
  expect(signIns()).toBe(1)
})
