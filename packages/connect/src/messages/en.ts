import type { PluralForms } from './text.ts'

/**
 * Every English word that a grower reads or hears. `*…*` is emphasis; `{p}` a provider's short name, `{name}` its full
 * name, `{b}` the brand that receives the data, `{n}` a number. A translation may run 60 % longer.
 *
 * Style: short main clauses. What happened, then what to do. The grower is "you", the company is its name, we are "we".
 */
export const en = {
  title: 'Connect your farm data',
  lead: 'Pick the accounts you use.',
  leadBrand: 'Your data goes to *{b}*.',
  password: 'You sign in on each company’s own page. Your password never comes here.',
  loading: 'Loading your accounts',
  someone: 'the company behind this page',

  back: 'All accounts',
  connect: 'Connect',
  connectName: 'Connect {name}',
  cancel: 'Cancel',
  cancelName: 'Cancel {name}',
  close: 'Close',
  closeName: 'Close {name}',
  details: 'Details',
  detailsName: '{name}, {status}, details',
  tryAgain: 'Try again',
  later: 'Later',
  reconnect: 'Reconnect',
  disconnect: 'Disconnect',
  open: 'Open {p}',
  reopen: 'Reopen window',
  sameTab: 'Continue in this tab',
  organizations: 'Choose organizations',
  removeLegacy: 'Remove {p}',
  keepBoth: 'Keep both',

  test: 'Test',
  testName: 'Test environment',
  older: 'Older',
  newer: 'New',

  brandLine: '{text}',
  testOnly: 'Only test accounts work here',
  slowToday: 'Slow today, but working',
  down: 'Not answering. We keep checking.',
  opening: 'Opening {p}…',
  blocked: '*Your browser stopped the window*',
  blockedText: 'Tap the button to open it.',
  waiting: '*Finish at {p}*',
  waitingText: 'Sign in and allow access in the other window. This page goes on by itself.',
  finishing: 'Almost done…',
  slow: 'Taking longer than usual',
  signedInText: 'You are signed in. We finish this for you. You can close this page.',
  stepLeft: '*One step left*',
  stepLeftText: 'Choose which organizations to share. Until then, nothing is shared.',
  checking: 'Signed in. Checking access…',
  connected: '*Connected*',
  syncing: { one: '*Connected.* {n} field so far', other: '*Connected.* {n} fields so far' } as PluralForms,
  syncingNone: '*Connected.* Waiting for the first data',
  ended: '*Access has ended*',
  endedText: '{p} no longer lets us in. Sign in again to go on.',
  disconnecting: 'Disconnecting…',
  finishText: 'We finish this for you. You can close this page.',

  offline: '*No connection*',
  broken: '*Something broke on our side*',
  brokenText: 'Please try again.',

  offlineTitle: 'You are offline',
  offlineBanner: 'We go on when you are back online.',

  windowText: 'You sign in on {p}’s own page. Your data goes to {b}.',
}
