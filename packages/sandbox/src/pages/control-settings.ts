import type { Switches } from '../switches.ts'

type Option = readonly [value: string, label: string]

/** One switch on the tester's page: a list to pick from, a number of seconds, or words with commas between. */
export interface Setting {
  name: keyof Switches
  label: string
  options?: readonly Option[]
  kind?: 'seconds' | 'words'
}

export const LEAF_SETTINGS: readonly Setting[] = [
  {
    name: 'repeatedAttach',
    label: 'A second POST of a credential',
    options: [
      ['replace_same_id', 'Replaces it, same id'],
      ['replace_new_id', 'Replaces it, new id'],
      ['conflict', 'Is a conflict (409)'],
      ['duplicate', 'Is a duplicate (400)'],
    ],
  },
  {
    name: 'replacedCreatedTime',
    label: 'createdTime when replaced',
    options: [
      ['renewed', 'Renewed'],
      ['kept', 'Kept'],
    ],
  },
  {
    name: 'attachAnswer',
    label: 'Answer of a POST',
    options: [
      ['sent', 'Sent'],
      ['reset', 'Lost: connection reset'],
      ['never', 'Lost: never sent'],
    ],
  },
  {
    name: 'attachStatus',
    label: 'Status of a POST',
    options: [
      ['201', '201'],
      ['200', '200'],
    ],
  },
  {
    name: 'unattached',
    label: 'GET when nothing is attached',
    options: [
      ['not_found', '404'],
      ['empty', '200, empty body'],
    ],
  },
  {
    name: 'deleteStatus',
    label: 'Status of a DELETE',
    options: [
      ['204', '204'],
      ['200', '200'],
    ],
  },
  {
    name: 'token',
    label: 'Refresh token in answers',
    options: [
      ['echoed', 'As posted'],
      ['omitted', 'Left out'],
      ['rotated', 'Replaced at once'],
    ],
  },
  {
    name: 'badCredential',
    label: 'Wrong keys or token',
    options: [
      ['refused', 'Refused (400)'],
      ['invalid', 'Taken, then invalid'],
    ],
  },
  {
    name: 'externalIdSearch',
    label: 'Search by externalId',
    options: [
      ['exact', 'Exact'],
      ['substring', 'Finds parts too'],
    ],
  },
  { name: 'statusWords', label: 'Status words, one per look', kind: 'words' },
  { name: 'arrivalSeconds', label: 'Seconds until all data is there', kind: 'seconds' },
]

const MOVING_ON: readonly Option[] = [
  ['slow', 'Slow'],
  ['severed_opener', 'Page cuts off its opener'],
  ['never_returns', 'Close without returning'],
]

export const PROVIDER_SETTINGS: readonly Setting[] = [
  {
    name: 'signIn',
    label: 'Sign-in page',
    options: [
      ['sign_in', 'Goes on'],
      ['no_farm_manager', 'Not a Farm Manager (FieldOps)'],
      ['other_environment', 'Account of the other environment'],
      ...MOVING_ON,
    ],
  },
  {
    name: 'consent',
    label: 'Consent page',
    options: [['allow', 'Goes back'], ['expired_code', 'Expired code'], ...MOVING_ON],
  },
  {
    name: 'organizations',
    label: 'Organizations page',
    options: [['save', 'Goes back'], ['state_dropped', 'State dropped'], ...MOVING_ON],
  },
  {
    name: 'helperState',
    label: 'State in a helper’s URL',
    options: [
      ['absent', 'Absent'],
      ['present', 'Present'],
    ],
  },
  { name: 'organizationDelaySeconds', label: 'Seconds until Leaf sees organizations', kind: 'seconds' },
  { name: 'slowSeconds', label: 'Seconds that a slow page waits', kind: 'seconds' },
]
