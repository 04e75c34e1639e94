import { expect, test } from 'vitest'
import type { LeafCredential } from '../leaf/leaf.ts'
import { createRecognizer, type Evidence } from './ours.ts'

const [key, olderKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
const { mark, recognize } = createRecognizer([key])

const old: LeafCredential = {
  id: 'credential-1',
  createdTime: '2026-03-19T10:00:00.000001Z',
  statusWord: 'OK',
  refreshToken: 'old token',
  fields: {},
}
const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  token: 'our token',
  baseline: mark(old),
  postUnsure: true,
  postsAccepted: 1,
  ...change,
})

test.each<[string, LeafCredential | null, Partial<Evidence>, string]>([
  ['nothing there', null, {}, 'nothing'],
  ['our token, whatever else', { ...old, refreshToken: 'our token' }, { postUnsure: false, postsAccepted: 0 }, 'ours'],
  ['another id', { ...old, id: 'credential-2' }, { postsAccepted: 0 }, 'ours'],
  ['another time', { ...old, createdTime: '2026-03-19T10:00:00.000002Z' }, { postsAccepted: 0 }, 'ours'],
  ['anything, where nothing stood', old, { baseline: mark(null), postsAccepted: 0 }, 'ours'],
  ['the old one, unchanged', old, {}, 'other'],
  ['the old one, however often Leaf said yes', old, { postsAccepted: 9 }, 'other'],
  // Nothing of ours can have come there: no POST was sent, or Leaf refused every one.
  ['another id before any POST', { ...old, id: 'credential-2' }, { postUnsure: false, postsAccepted: 0 }, 'other'],
  ['something new before any POST', old, { baseline: mark(null), postUnsure: false, postsAccepted: 0 }, 'other'],
  // Same id and time: Leaf rotated the token at once, or rotated the old one in the background.
  ['a third token after Leaf said yes', { ...old, refreshToken: 'rotated' }, {}, 'ours'],
  ['a third token, and Leaf never said yes', { ...old, refreshToken: 'rotated' }, { postsAccepted: 0 }, 'other'],
  // Leaf shows no token: a second yes is believed.
  ['no token after one yes', { ...old, refreshToken: null }, {}, 'other'],
  ['no token after two', { ...old, refreshToken: null }, { postsAccepted: 2 }, 'ours'],
  ['the credential that was put back', { ...old, id: 'credential-3' }, { previousToken: 'old token' }, 'other'],
])('%s', (_, credential, change, sight) => {
  expect(recognize(credential, evidence(change))).toBe(sight)
})

test('a mark holds no token, and is made with a key', () => {
  expect(JSON.stringify(mark(old))).not.toContain('old token')
  expect(mark(old).tokenHash).not.toBe(createRecognizer([olderKey]).mark(old).tokenHash)
  expect(mark(null)).toEqual({ present: false, id: null, createdTime: null, tokenHash: null })
})

test('a mark from before the keys were turned over is still recognised', () => {
  const baseline = createRecognizer([olderKey]).mark(old)
  expect(createRecognizer([key, olderKey]).recognize(old, evidence({ baseline }))).toBe('other')
})
