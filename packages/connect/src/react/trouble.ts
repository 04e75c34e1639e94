import type { ErrorCode } from '@hitch/protocol'
import type { MessageKey } from '../messages/text.ts'
import type { IconName } from './Icon.tsx'
import type { Buttons } from './tile-actions.ts'

/** How a stopped attempt looks. Caution: the grower can mend it. Critical: the grower cannot. None: nothing is wrong. */
export interface Trouble {
  tone: 'caution' | 'critical' | undefined
  icon: IconName
  status: MessageKey
  /** Sentences; more than one is a numbered list. */
  text: readonly MessageKey[]
  buttons: Buttons
  /** Support may need the attempt's reference. */
  referable: boolean
}

/** What was going on when it happened, as far as it changes the words. */
export interface TroubleContext {
  code: ErrorCode
  /** The operator's application at this provider takes staging test accounts. */
  test: boolean
  /** A working connection stands beside the failed attempt. */
  works: boolean
}

const caution = (status: MessageKey, text: readonly MessageKey[], more?: Partial<Trouble>): Trouble => ({
  tone: 'caution',
  icon: 'octagon',
  status,
  text,
  buttons: ['primary', 'tryAgain'],
  referable: false,
  ...more,
})
const critical = (status: MessageKey, text: MessageKey, more?: Partial<Trouble>): Trouble =>
  caution(status, [text], { tone: 'critical', referable: true, ...more })

/**
 * The place of every error code that is not ours; undefined for ours and for those that are newer than this copy.
 * Claims ("nothing was shared") are made only where the server guarantees them.
 */
export const troubleOf = ({ code, test, works }: TroubleContext): Trouble | undefined => {
  switch (code) {
    case 'access_denied':
      return caution('denied', ['deniedText'])
    case 'grower_not_authorized':
      return caution('notAuthorized', ['notAuthorizedTitle', 'notAuthorizedOnce', 'notAuthorizedBack'])
    case 'environment_mismatch':
      return caution('mismatch', [test ? 'mismatchTest' : 'mismatchLive'], {
        buttons: ['primary', 'otherAccount'],
        referable: true,
      })
    case 'credential_rejected':
      return caution('rejected', [works ? 'rejectedOver' : 'rejectedText'])
    case 'attempt_expired':
    case 'code_rejected':
      return caution('expired', ['expiredText'])
    case 'attempt_superseded':
      return caution('superseded', ['supersededText'], { buttons: ['quiet'] })
    case 'popup_blocked':
      return caution('blocked', ['blockedText'], { icon: 'blocked' })
    case 'session_expired':
      return caution('sessionTitle', ['sessionText'], { icon: 'clock' })
    case 'network_offline':
      return caution('offline', ['offlineStart'], { icon: 'offline', buttons: ['outline', 'tryAgain'] })
    case 'rate_limited':
      return caution('tooMany', ['tooManyText'])
    case 'attempt_not_yours':
      return caution('elsewhere', ['elsewhereText'])
    case 'state_mismatch':
    case 'ticket_invalid':
      return caution('stopped', ['stoppedText'])
    case 'provider_not_configured':
    case 'subscription_key_rejected':
    case 'leaf_unauthorized':
    case 'origin_not_allowed':
    case 'session_invalid':
    case 'secret_key_invalid':
    case 'blocked_by_host_policy':
    case 'not_allowed':
    case 'leaf_user_not_found':
      return critical('setup', 'setupText', { buttons: ['quiet'] })
    case 'provider_unavailable':
    case 'provider_timeout':
      return critical('providerDown', 'providerDownText', { buttons: ['outline', 'tryAgain'], referable: false })
    case 'leaf_unavailable':
      return critical('setup', 'leafDownText', { tone: undefined, icon: 'clock', buttons: ['outline', 'tryAgain'] })
    case 'exchange_interrupted':
      return critical('lost', 'lostText', { referable: false })
    default:
      return undefined
  }
}
