import { expect, test } from 'vitest'
import { connectError, isConnectError } from './connect-error.ts'

test('tells code, cause and request', () => {
  const cause = new TypeError('Failed to fetch')
  const error = connectError('network_offline', cause, 'req_1')
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'ConnectError',
    message: 'network_offline',
    code: 'network_offline',
    requestId: 'req_1',
    cause,
  })
})

test('is known by its mark, also when another copy of the package made it', () => {
  expect(isConnectError(connectError('internal'))).toBe(true)
  expect(isConnectError(Object.assign(new Error('x'), { [Symbol.for('hitch.ConnectError')]: true }))).toBe(true)
})

test.each([[new Error('internal')], [{ code: 'internal' }], [null], [undefined], ['internal']])(
  '%s is none',
  (thrown) => {
    expect(isConnectError(thrown)).toBe(false)
  },
)
