import { ERRORS, type ErrorCode } from '@hitch/protocol'
import { describe, expect, it } from 'vitest'
import { en } from '../messages/en.ts'
import { enLater } from '../messages/en-later.ts'
import { createTexts, type MessageKey } from '../messages/text.ts'
import { tileView, type TileView, type ViewContext, type VisibleModel } from './tile-view.ts'
import { troubleOf } from './trouble.ts'

const texts = createTexts({ ...en, ...enLater }, 'en')
const values = { p: 'FieldOps', name: 'CNH FieldOps', b: 'Northfield Grain', text: 'Case IH, New Holland' }

const view = (model: VisibleModel, context: Partial<ViewContext> = {}): TileView =>
  tileView(model, { framed: false, mode: 'popup', mayConnect: true, mayDisconnect: true, troubleOf, ...context })

/** What the grower reads, one line each: status, sentences, buttons (the first with its look), slot. */
const reads = (model: VisibleModel, context: Partial<ViewContext> = {}): string[] => {
  const { status, n, text = [], buttons = ['quiet'], slot, reference } = view(model, context)
  const say = (key: MessageKey): string => texts.plain({ ...values, key, n })
  const [lead, ...actions] = buttons
  return [
    say(status),
    ...text.map(say),
    ...(actions.length > 0 ? [`${lead}: ${actions.map(say).join(' | ')}`] : []),
    ...(reference ? [`Reference ${reference}`] : []),
    ...(slot ? [`(${slot})`] : []),
  ]
}

const trouble = (code: ErrorCode, more: { test?: boolean; works?: boolean } = {}): VisibleModel => ({
  state: 'trouble',
  code,
  reference: 'att_1',
  test: false,
  works: false,
  ...more,
})

describe('tileView', () => {
  it('says what a grower can do before anything has begun', () => {
    expect(reads({ state: 'available', test: false, connectable: 'yes' })).toEqual([
      'Case IH, New Holland',
      '(connect)',
    ])
    expect(reads({ state: 'available', test: true, connectable: 'yes' })).toEqual([
      'Only test accounts work here',
      '(connect)',
    ])
    expect(reads({ state: 'degraded', test: true, connectable: 'yes' })).toEqual([
      'Slow today, but working',
      '(connect)',
    ])
    expect(reads({ state: 'down', details: false })).toEqual(['Not answering. We keep checking.'])
    expect(reads({ state: 'down', details: true })).toEqual(['Not answering. We keep checking.', '(details)'])
    expect(view({ state: 'available', test: false, connectable: 'offline' })).toMatchObject({
      slot: 'connect',
      disabled: true,
    })
    expect(view({ state: 'available', test: false, connectable: 'no' }).slot).toBeUndefined()
  })

  it('says how far it is while an attempt runs', () => {
    expect(reads({ state: 'opening' })).toEqual(['Opening FieldOps…', '(cancel)'])
    expect(reads({ state: 'blocked' })).toEqual([
      'Your browser stopped the window',
      'Tap the button to open it.',
      'primary: Open FieldOps | Continue in this tab',
      '(cancel)',
    ])
    expect(reads({ state: 'waiting' })).toEqual([
      'Finish at FieldOps',
      'Sign in and allow access in the other window. This page goes on by itself.',
      'outline: Reopen window | Continue in this tab',
      '(cancel)',
    ])
    expect(reads({ state: 'waiting' }, { mode: 'redirect' })).toEqual([
      'Finish at FieldOps',
      'You have not allowed access yet. Nothing is shared.',
      'primary: Continue in this tab',
      '(cancel)',
    ])
    expect(reads({ state: 'finishing', slow: false, signedIn: true })).toEqual(['Almost done…'])
    expect(reads({ state: 'finishing', slow: true, signedIn: false })).toEqual(['Taking longer than usual'])
    expect(reads({ state: 'finishing', slow: true, signedIn: true })).toEqual([
      'Taking longer than usual',
      'You are signed in. We finish this for you. You can close this page.',
    ])
    expect(reads({ state: 'offline' })).toEqual([
      'No connection',
      'Your steps so far are saved. We go on when you are back online.',
      'outline: Try now',
      '(cancel)',
    ])
  })

  it('goes on in this tab only where the widget has the tab to itself', () => {
    expect(reads({ state: 'blocked' }, { framed: true })).toContain('primary: Open FieldOps')
    expect(reads({ state: 'waiting' }, { framed: true })).toContain('outline: Reopen window')
  })

  it('asks for the organizations, once', () => {
    expect(reads({ state: 'choosing_organizations', attempt: true, folded: false })).toEqual([
      'One step left',
      'Choose which organizations to share. Until then, nothing is shared.',
      'primary: Choose organizations | Later',
    ])
    const folded = { state: 'choosing_organizations', attempt: false, folded: true } as const
    expect(reads(folded)).toEqual(['One step left', '(details)'])
    expect(view(folded).tinted).toBe(false)
  })

  it('says how a connection stands, and leads to what is known of it', () => {
    expect(reads({ state: 'checking' })).toEqual(['Signed in. Checking access…', '(details)'])
    expect(reads({ state: 'syncing', fields: 0 })).toEqual(['Connected. Waiting for the first data', '(details)'])
    expect(reads({ state: 'syncing', fields: 1 })).toEqual(['Connected. 1 field so far', '(details)'])
    expect(reads({ state: 'syncing', fields: 1204 })).toEqual(['Connected. 1,204 fields so far', '(details)'])
    expect(reads({ state: 'connected' })).toEqual(['Connected', '(details)'])
    expect(reads({ state: 'needs_attention' })).toEqual([
      'Access has ended',
      'FieldOps no longer lets us in. Sign in again to go on.',
      'primary: Reconnect | Details',
    ])
  })

  it('offers to remove the older platform, and never does so unasked', () => {
    expect(reads({ state: 'legacy_before', above: true })).toEqual([
      'Connected',
      'CNH is moving to FieldOps. Connect it above when you are ready. AFS Connect keeps working.',
      '(details)',
    ])
    expect(reads({ state: 'legacy_before', above: false })[1]).not.toContain('above')
    expect(reads({ state: 'legacy_after' })).toEqual([
      'Connected',
      'You may see each field twice. FieldOps is the newer system and sends the same fields.',
      'outline: Remove FieldOps | Keep both',
      '(details)',
    ])
  })

  it('asks before it disconnects, with the row as it was', () => {
    expect(reads({ state: 'confirm_disconnect', under: { state: 'syncing', fields: 3 } })).toEqual([
      'Connected. 3 fields so far',
      'Disconnect FieldOps? New data stops. Data already sent stays with Northfield Grain.',
      'critical: Disconnect | Keep connected',
    ])
    expect(reads({ state: 'disconnecting', slow: false })).toEqual(['Disconnecting…'])
    expect(reads({ state: 'disconnecting', slow: true })).toEqual([
      'Disconnecting…',
      'We finish this for you. You can close this page.',
    ])
  })

  it('offers only what the session may do', () => {
    const may = { mayConnect: false, mayDisconnect: false }
    expect(view({ state: 'needs_attention' }, may).buttons).toEqual(['primary', 'details'])
    expect(view({ state: 'legacy_after' }, may).buttons).toEqual(['outline', 'keepBoth'])
  })
})

const TROUBLE: [ErrorCode, string[]][] = [
  ['access_denied', ['You did not allow access', 'Nothing was shared. You can try again.', 'primary: Try again']],
  [
    'grower_not_authorized',
    [
      'FieldOps did not let you in',
      'Ask for the Farm Manager title in FieldOps.',
      'Sign in to FieldOps once.',
      'Come back and try again.',
      'primary: Try again',
    ],
  ],
  [
    'environment_mismatch',
    [
      'This account does not fit here',
      'This page takes live accounts only. Use another account, or ask Northfield Grain.',
      'primary: Try another account',
      'Reference att_1',
    ],
  ],
  ['credential_rejected', ['FieldOps did not accept this sign-in', 'Please sign in again.', 'primary: Try again']],
  ['attempt_expired', ['The sign-in took too long', 'Nothing was shared. Please sign in again.', 'primary: Try again']],
  ['code_rejected', ['The sign-in took too long', 'Nothing was shared. Please sign in again.', 'primary: Try again']],
  ['attempt_superseded', ['You started again in another window', 'Go on there. Nothing is lost.']],
  ['popup_blocked', ['Your browser stopped the window', 'Tap the button to open it.', 'primary: Try again']],
  ['network_offline', ['No connection', 'Nothing was lost. Try again when you are back online.', 'outline: Try again']],
  ['rate_limited', ['Too many tries', 'Wait a minute, then try again.', 'primary: Try again']],
  [
    'attempt_not_yours',
    ['Finish in the browser where you began', 'This one is another. Nothing was shared.', 'primary: Try again'],
  ],
  [
    'provider_unavailable',
    ['FieldOps is not answering', 'Your account is fine. Try again in a few minutes.', 'outline: Try again'],
  ],
  [
    'leaf_unavailable',
    ['Not working right now', 'Nothing was lost. Try again in a few minutes.', 'outline: Try again', 'Reference att_1'],
  ],
  [
    'exchange_interrupted',
    ['We lost the last step', 'Something broke on our side. Please sign in once more.', 'primary: Try again'],
  ],
  ['internal', ['Something broke on our side', 'Please try again.', 'primary: Try again', 'Reference att_1']],
]

const OURS: ErrorCode[] = ['invalid_request', 'conflict', 'not_found', 'payload_too_large', 'unsupported_media_type']
const SETUP: ErrorCode[] = [
  'provider_not_configured',
  'subscription_key_rejected',
  'leaf_unauthorized',
  'blocked_by_host_policy',
  'not_allowed',
  'leaf_user_not_found',
]

describe('trouble', () => {
  it.each(TROUBLE)('explains %s', (code, lines) => {
    expect(reads(trouble(code))).toEqual([...lines, '(close)'])
  })

  it.each(OURS)('takes %s upon us', (code) => {
    expect(reads(trouble(code))).toEqual(reads(trouble('internal')))
    expect(view(trouble(code)).tone).toBe('critical')
  })

  it.each(SETUP)('says that %s is not the grower’s to mend', (code) => {
    expect(reads(trouble(code))).toEqual([
      'Not working right now',
      'The problem is in our setup, not with you. Please tell Northfield Grain.',
      'Reference att_1',
      '(close)',
    ])
  })

  it('names the kind of account that fits, and a connection that still works', () => {
    expect(reads(trouble('environment_mismatch', { test: true }))[1]).toContain('test accounts only')
    expect(reads(trouble('credential_rejected', { works: true }))[1]).toBe(
      'Please sign in again. Your connection works as before.',
    )
  })

  it.each(Object.keys(ERRORS))('has words of its tone for %s, and no forbidden ones', (code) => {
    const { tone, tinted, status, text } = view(trouble(code as ErrorCode))
    expect(tinted).toBe(tone !== undefined)
    const words = [status, ...(text ?? [])].map((key) => texts.plain({ ...values, key })).join(' ')
    expect(words).not.toMatch(/\b(error|failed|invalid|token|OAuth)\b|!/i)
    expect(words.match(/please/gi)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  it('reads as ours while its words have not come, and when the code is newer than this copy', () => {
    const ours = [
      'Something broke on our side',
      'Please try again.',
      'primary: Try again',
      'Reference att_1',
      '(close)',
    ]
    expect(reads(trouble('access_denied'), { troubleOf: undefined })).toEqual(ours)
    expect(reads(trouble('solar_flare' as ErrorCode))).toEqual(ours)
  })
})
