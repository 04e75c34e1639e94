import { expect, it } from 'vitest'
import { safeLink } from './safe-link.ts'

it.each([
  ['https://connections.deere.com/select?a=1', 'https://connections.deere.com/select?a=1'],
  ['http://127.0.0.1:4320/manage', 'http://127.0.0.1:4320/manage'],
  ['http://localhost/', 'http://localhost/'],
  ['http://[::1]:1/', 'http://[::1]:1/'],
])('links to %s', (address, link) => expect(safeLink(address)).toBe(link))

it.each([
  'http://connections.deere.com/',
  'http://localhost.deere.com/',
  'http://127.0.0.1.deere.com/',
  'javascript:alert(1)',
  'data:text/html,x',
  '//deere.com',
  '/manage',
  '',
  null,
])('does not link to %s', (address) => expect(safeLink(address)).toBeUndefined())
