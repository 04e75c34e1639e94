import type { ErrorCode } from '@hitch/protocol'
import type { MessageKey } from '../messages/text.ts'
import { OTHER_ACCOUNT, TRY_AGAIN, TRY_AGAIN_LATER, type TrayButton } from './tile-actions.ts'

/** How a stopped attempt looks. Caution: the grower can mend it. Critical: the grower cannot. Neutral: nothing is wrong. */
export interface Trouble {
  tone: 'caution' | 'critical' | 'neutral'
  icon: 'octagon' | 'offline' | 'clock' | 'blocked'
  status: MessageKey
  /** Sentences; more than one is a numbered list. */
  text: MessageKey[]
  button?: TrayButton
  /** Support may need it. */
  reference: boolean
}

const caution = (status: MessageKey, text: MessageKey[], button?: TrayButton): Trouble => ({
  tone: 'caution',
  icon: 'octagon',
  status,
  text,
  reference: false,
  ...(button && { button }),
})
const critical = (status: MessageKey, text: MessageKey, button?: TrayButton): Trouble => ({
  tone: 'critical',
  icon: 'octagon',
  status,
  text: [text],
  reference: true,
  ...(button && { button }),
})

/** What was going on when it happened, as far as it changes the words. */
export interface TroubleContext {
  /** The operator's application at this provider takes staging test accounts. */
  test: boolean
  /** A working connection stands beside the failed attempt. */
  works: boolean
}

/**
 * The place of every error code. Claims ("nothing was shared") are made only where the server guarantees them.
 * A code that is newer than this copy reads as ours.
 */
export const troubleOf = (code: ErrorCode, { test, works }: TroubleContext): Trouble => {
  switch (code) {
    case 'access_denied':
      return caution('denied', ['deniedText'], TRY_AGAIN)
    case 'grower_not_authorized':
      return caution('notAuthorized', ['notAuthorizedTitle', 'notAuthorizedOnce', 'notAuthorizedBack'], TRY_AGAIN)
    case 'environment_mismatch':
      return { ...caution('mismatch', [test ? 'mismatchTest' : 'mismatchLive'], OTHER_ACCOUNT), reference: true }
    case 'organizations_not_granted':
      return caution('stepLeft', ['stepLeftText'], TRY_AGAIN)
    case 'credential_rejected':
      return caution('rejected', [works ? 'rejectedOver' : 'rejectedText'], TRY_AGAIN)
    case 'attempt_expired':
    case 'code_rejected':
      return caution('expired', ['expiredText'], TRY_AGAIN)
    case 'attempt_superseded':
      return caution('superseded', ['supersededText'])
    case 'popup_blocked':
      return { ...caution('blocked', ['blockedText'], TRY_AGAIN), icon: 'blocked' }
    case 'session_expired':
      return { ...caution('sessionTitle', ['sessionText'], TRY_AGAIN), icon: 'clock' }
    case 'network_offline':
      return { ...caution('offline', ['offlineStart'], TRY_AGAIN_LATER), icon: 'offline' }
    case 'rate_limited':
      return caution('tooMany', ['tooManyText'], TRY_AGAIN)
    case 'attempt_not_yours':
      return caution('elsewhere', ['elsewhereText'], TRY_AGAIN)
    case 'state_mismatch':
    case 'ticket_invalid':
      return caution('stopped', ['stoppedText'], TRY_AGAIN)
    case 'provider_not_configured':
    case 'subscription_key_rejected':
    case 'leaf_unauthorized':
    case 'origin_not_allowed':
    case 'session_invalid':
    case 'secret_key_invalid':
    case 'blocked_by_host_policy':
    case 'not_allowed':
    case 'leaf_user_not_found':
    case 'link_expired':
    case 'link_used':
    case 'link_revoked':
      return critical('setup', 'setupText')
    case 'provider_unavailable':
    case 'provider_timeout':
      return { ...critical('providerDown', 'providerDownText', TRY_AGAIN_LATER), reference: false }
    case 'leaf_unavailable':
      return { ...critical('setup', 'leafDownText', TRY_AGAIN_LATER), tone: 'neutral', icon: 'clock' }
    case 'exchange_interrupted':
      return { ...critical('lost', 'lostText', TRY_AGAIN), reference: false }
    default:
      return critical('broken', 'brokenText', TRY_AGAIN)
  }
}
