import type { ErrorCode } from '@hitch/protocol'

/**
 * The words of the windows. `{brand}`, `{provider}` and `{subject}` are filled in. Short main clauses: what happened, then
 * what to do; a claim such as "nothing was shared" stands only where the server guarantees it. UX.md sections 6 and "Pages".
 */
const NOT_WORKING = {
  title: 'Not working right now',
  text: 'The problem is in our setup, not with you. Please tell {brand}.',
}
const BROKE = { title: 'Something broke on our side', text: 'Please try again.' }
const NOT_ANSWERING = {
  title: '{provider} is not answering',
  text: 'Your account is fine. Try again in a few minutes.',
}
const TOO_LONG = { title: 'The sign-in took too long', text: 'Nothing was shared. Please sign in again.' }
const PAGE_CLOSED = {
  title: 'This page was open too long',
  text: 'To keep you safe, we closed it. Your connected accounts keep working.',
}
const ELSEWHERE = {
  title: 'This sign-in was started somewhere else',
  text: 'To keep you safe, we stopped it. Nothing was shared. Go back and try again.',
}

export const en = {
  lang: 'en',
  dir: 'ltr',
  /** The language’s own name, as its speakers look for it. */
  name: 'English',
  language: 'Language',
  closeWindow: 'Close window',
  stillOpen: 'Your browser keeps this window open. You can close it yourself.',
  goBack: 'Go back to {brand}',
  reference: 'Reference',
  noScript: 'This page needs JavaScript to finish. Turn it on for this site, then load the page again.',
  forSubject: 'For {subject}',
  opening: {
    title: 'Opening {provider}…',
    text: 'You sign in on {provider}’s own page. {brand} does not see your password.',
    action: 'Go to {provider}',
  },
  working: {
    title: 'Almost done…',
    text: 'Keep this window open for a few seconds.',
    status: 'Checking access with {provider}',
  },
  offline: {
    title: 'No connection',
    text: 'Keep this window open. We go on when you are back online.',
  },
  /** A limit is reached, and the page comes back by itself. */
  busy: {
    title: 'One moment…',
    text: 'It is busy right now. Keep this page open. It goes on by itself within a minute.',
  },
  organizations: {
    title: 'One step left',
    text: 'Next, choose which organizations to share with {brand}. {provider} opens by itself.',
    action: 'Choose organizations',
  },
  done: {
    title: 'Done. You can close this window.',
    text: 'Go back to {brand} to see your fields arrive.',
  },
  /** Back from the organizations page, before Leaf lists one: nothing is promised yet. */
  returned: {
    title: 'You can close this window',
    text: 'Go back to {brand}. You see there when your organizations arrive.',
  },
  /** The page was opened without anything to do, as after a reload. */
  nothingToDo: {
    title: 'You can close this window',
    text: 'Go back to {brand} to see how it went.',
  },
  cancelled: {
    title: 'This sign-in was cancelled',
    text: 'Go back to {brand} to start again.',
  },
  /** Without a code of its own, as when the page's first answer was lost. */
  failed: {
    title: 'That did not work',
    text: 'Go back to {brand} to see what to do next.',
  },
  links: {
    asks: {
      title: '{brand} asks to connect your farm data',
      text: 'Connect the accounts that you already use. Your data goes to {brand}.',
    },
    pick: 'You pick the accounts you use.',
    signIn: 'You sign in on each company’s own page.',
    stop: 'You can stop sharing at any time.',
    goOn: 'Continue',
    notYou: 'Not for you? Close this page. Nothing is shared.',
    used: {
      title: 'This link was already used',
      text: 'Your accounts stay connected. To change something, ask {brand} for a new link.',
    },
    expired: { title: 'This link has run out', text: 'It worked until {date}. Ask {brand} for a new one.' },
    revoked: {
      title: 'This link was turned off',
      text: '{brand} turned it off. If you still need it, ask them for a new one.',
    },
    unknown: {
      title: 'We do not know this link',
      text: 'Part of it may be missing. Open it again from the message, or copy all of it.',
    },
    mailSubject: '{brand}: connect the farm data of {subject}',
    mailText:
      'Hello,\n\n{brand} asks you to connect the farm data of {subject}. You sign in on each company’s own page, and you can stop sharing at any time.\n\n{url}\n\nThe link works until {date}. Whoever has it can connect accounts for {subject}, so please do not pass it on.',
    smsText: '{brand}: connect the farm data of {subject}: {url}',
  },
  problems: {
    access_denied: {
      title: 'You did not allow access',
      text: 'Nothing was shared. Close this window to try again.',
    },
    grower_not_authorized: {
      title: '{provider} did not let you in',
      text: 'Ask for the Farm Manager title in FieldOps. Sign in to FieldOps once. Then come back and try again.',
    },
    environment_mismatch: {
      title: 'This account does not fit here',
      text: 'This page takes {environment} accounts only. Use another account, or ask {brand}.',
    },
    organizations_not_granted: {
      title: 'One step left',
      text: 'Choose which organizations to share. Until then, nothing is shared.',
    },
    credential_rejected: {
      title: '{provider} did not accept this sign-in',
      text: 'Please sign in again.',
    },
    attempt_expired: TOO_LONG,
    code_rejected: TOO_LONG,
    attempt_superseded: {
      title: 'You started again in another window',
      text: 'Go on there. Nothing is lost.',
    },
    attempt_not_yours: {
      title: 'Finish in the browser where you began',
      text: 'This one is another. Nothing was shared.',
    },
    state_mismatch: ELSEWHERE,
    ticket_invalid: ELSEWHERE,
    exchange_interrupted: {
      title: 'We lost the last step',
      text: 'Something broke on our side. Please sign in once more.',
    },
    provider_unavailable: NOT_ANSWERING,
    provider_timeout: NOT_ANSWERING,
    leaf_unavailable: {
      title: 'Not working right now',
      text: 'Nothing was lost. Try again in a few minutes.',
    },
    provider_not_configured: NOT_WORKING,
    subscription_key_rejected: NOT_WORKING,
    leaf_unauthorized: NOT_WORKING,
    leaf_user_not_found: NOT_WORKING,
    not_allowed: NOT_WORKING,
    origin_not_allowed: {
      title: 'This page is not allowed to connect',
      text: 'The problem is in our setup, not with you. Please tell {brand}.',
    },
    rate_limited: {
      title: 'Too many tries',
      text: 'Wait a minute, then try again.',
    },
    session_expired: PAGE_CLOSED,
    session_invalid: PAGE_CLOSED,
    not_found: {
      title: 'There is nothing here',
      text: 'Go back to {brand} and try again.',
    },
    internal: BROKE,
    invalid_request: BROKE,
    conflict: BROKE,
    payload_too_large: BROKE,
    unsupported_media_type: BROKE,
  } satisfies Partial<Record<ErrorCode, Words>>,
  environments: { STAGE: 'test', PRODUCTION: 'live' },
} as const

export interface Words {
  readonly title: string
  readonly text: string
}
