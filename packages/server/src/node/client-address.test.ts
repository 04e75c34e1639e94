import { expect, test } from 'vitest'
import { clientAddress, trustProxies } from './client-address.ts'

const trusted = trustProxies(['10.0.0.0/8', '::1', '192.0.2.7'])

test.each([
  ['no proxy', '198.51.100.1', undefined, '198.51.100.1'],
  ['a stranger that invents a chain', '198.51.100.1', '203.0.113.9', '198.51.100.1'],
  ['one proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['two proxies', '::1', '198.51.100.1, 10.1.1.1', '198.51.100.1'],
  ['a client that put an address in front', '10.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
  ['IPv4 on a dual-stack socket', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['a chain with something else in it', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['no address', undefined, '198.51.100.1', undefined],
])('%s', (_, remote, forwardedFor, expected) => {
  expect(clientAddress(remote, forwardedFor, trusted)).toBe(expected)
})

test.each(['proxy.example.com', '10.0.0.0/33', '10.0.0.0/x', '::1/129', ''])('refuses to trust "%s"', (proxy) => {
  expect(() => trustProxies([proxy])).toThrow(TypeError)
})
