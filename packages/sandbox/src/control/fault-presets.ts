import type { FaultInput } from '../faults.ts'

interface Preset<Value> {
  id: string
  label: string
  value: Value
}

const USER = '/leaf/services/usermanagement/api/users/*'

/** Routes that a tester may pick by name. A test names any path it likes. */
export const FAULT_ROUTES: readonly Preset<Pick<FaultInput, 'method' | 'path' | 'bodyContains'>>[] = [
  {
    id: 'attach',
    label: 'Leaf: attach a credential',
    value: { method: 'POST', path: `${USER}/*`, bodyContains: '"refreshToken"' },
  },
  { id: 'read', label: 'Leaf: read a credential', value: { method: 'GET', path: `${USER}/*` } },
  { id: 'delete', label: 'Leaf: delete a credential', value: { method: 'DELETE', path: `${USER}/*` } },
  { id: 'leaf-sign-in', label: 'Leaf: sign in', value: { path: '/leaf/api/authenticate' } },
  { id: 'leaf', label: 'Leaf: everything', value: { path: '/leaf/**' } },
  { id: 'helper-url', label: 'Helpers: get a URL', value: { path: '/helpers/**', bodyContains: 'edirect' } },
  { id: 'deere-token', label: 'John Deere: exchange', value: { path: '/helpers/johndeere/get_token' } },
  { id: 'fieldops-token', label: 'FieldOps: exchange', value: { path: '/helpers/cnhi/fieldops/get_token' } },
  { id: 'afs-token', label: 'AFS Connect: exchange', value: { path: '/helpers/cnhi/get_token' } },
  { id: 'fieldview-token', label: 'FieldView: exchange', value: { path: '/fieldview/api/oauth/token' } },
]

type What = Omit<FaultInput, 'method' | 'path' | 'bodyContains' | 'times' | 'skip'>

const status = (code: number, label: string, retryAfter?: string): Preset<What> => ({
  id: String(code),
  label,
  value: { kind: 'status', status: code, ...(retryAfter === undefined ? {} : { retryAfter }) } as What,
})

export const FAULT_KINDS: readonly Preset<What>[] = [
  status(500, '500'),
  status(503, '503'),
  status(429, '429, Retry-After 5', '5'),
  status(401, '401'),
  status(403, '403'),
  { id: 'delay', label: 'Answers after 5 s', value: { kind: 'delay', delayMs: 5000 } },
  { id: 'hang', label: 'Never answers', value: { kind: 'hang' } },
  { id: 'reset', label: 'Resets the connection', value: { kind: 'reset' } },
  { id: 'dropped', label: 'Does it, then resets', value: { kind: 'reset', after: true } },
  { id: 'huge', label: 'Sends 5 MB', value: { kind: 'huge_body' } },
  { id: 'malformed', label: 'Sends broken JSON', value: { kind: 'malformed_json' } },
  { id: 'html', label: 'Says text/html', value: { kind: 'content_type' } },
  {
    id: 'redirect',
    label: 'Redirects elsewhere',
    value: { kind: 'redirect', location: 'https://elsewhere.example/' } as What,
  },
  { id: 'extra', label: 'Adds undocumented fields', value: { kind: 'extra_fields' } },
]

/** The fault that the tester's page describes, or undefined when it names a preset that does not exist. */
export function presetFault(route: string, kind: string, times: number): FaultInput | undefined {
  const where = FAULT_ROUTES.find(({ id }) => id === route)
  const what = FAULT_KINDS.find(({ id }) => id === kind)
  if (where === undefined || what === undefined) return undefined
  return { ...where.value, ...what.value, times } as FaultInput
}
