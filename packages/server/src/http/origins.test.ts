import { describe, expect, test } from 'vitest'
import { allowedOriginFault, liesOn, publicUrlFault } from './origins.ts'

const LOCAL = 'http://localhost:4310'
const DEPLOYED = 'https://connect.example.com'

test.each([
  'https://connect.example.com',
  'https://connect.example.com:8443',
  'http://localhost:4310',
  'http://[::1]:1',
])('HITCH_PUBLIC_URL may be %s', (url) => {
  expect(publicUrlFault(url)).toBeNull()
})

test.each([
  'http://connect.example.com',
  'https://connect.example.com/',
  'https://connect.example.com/path',
  'https://connect.example.com:443',
  'https://Connect.example.com',
  'https://user@connect.example.com',
  'connect.example.com',
  'ftp://connect.example.com',
  'null',
  '',
])('HITCH_PUBLIC_URL may not be "%s"', (url) => {
  expect(publicUrlFault(url)).not.toBeNull()
})

describe('a host’s origin', () => {
  test.each([
    'http://localhost:4300',
    'http://farm.localhost:4300',
    'http://127.0.0.1:4300',
    'http://127.9.9.9',
    'http://[::1]:4300',
  ])('may be %s only while the BFF itself is http on loopback', (origin) => {
    expect(allowedOriginFault(origin, LOCAL)).toBeNull()
    expect(allowedOriginFault(origin, DEPLOYED)).not.toBeNull()
    expect(allowedOriginFault(origin, 'https://localhost:4310')).not.toBeNull()
  })

  test.each([
    'null',
    'http://farm.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'https://farm.example.com/',
    'https://*.example.com',
    'https://FARM.example.com',
    'file://',
  ])('may never be %s', (origin) => {
    expect(allowedOriginFault(origin, LOCAL)).not.toBeNull()
  })
})

test.each([
  ['https://farm.example.com/a?b#c', true],
  ['https://farm.example.com:443/', true],
  ['https://farm.example.com.evil.example/', false],
  ['https://farm.example.com@evil.example/', false],
  ['https://user:secret@farm.example.com/', false],
  ['http://farm.example.com/', false],
  ['https://farm.example.com:8443/', false],
])('%s lies on the origin: %s', (url, expected) => {
  expect(liesOn(url, 'https://farm.example.com')).toBe(expected)
})
