import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, it } from 'vitest'

/** As vitest.config.ts says; absent: the newest. */
const wanted: string = import.meta.env['HITCH_REACT'] ?? '19.3.1'

it('is the React that these tests are meant for', () => {
  expect([version, domVersion]).toEqual([wanted, wanted])
})
