import type {
  CallbackBody,
  CallbackResult,
  OrganizationsCallbackBody,
  StateMismatchProblem,
  WindowMessage,
} from '@hitch/protocol'
import { initials } from './initials.ts'

/**
 * The page on which a provider sends the grower back. It takes code and state off the address bar, hands them to the
 * server once, tells the widget to ask, and shows where things stand.
 */

/** Milliseconds before each further try. A second use of a state is recognised, so trying again is safe. */
const RETRIES = [500, 1000, 2000, 4000, 8000, 15_000, 30_000]
/** While the first request's exchange is under way, and how long that can last. */
const EXCHANGE_LOOK = 1000
const EXCHANGE_LOOKS = 30
/** How often the end of a limit is waited for, and how long if the server does not say. */
const LIMIT_WAITS = 5
const LIMIT_WAIT = 60
const CLOSES_AFTER = 1500
const ORGANIZATIONS_OPEN_AFTER = 1200

type Body = CallbackBody | OrganizationsCallbackBody
type Told = Pick<CallbackResult, 'attemptId' | 'status'> & Partial<CallbackResult>
type Answer = { told: Told } | { code: string }

const isOrganizations = document.querySelector('main')?.dataset['step'] === 'organizations'
const returned = new URLSearchParams(location.search)
// First of all: whatever happens next, the code stands in no address bar, history entry or screenshot.
history.replaceState(null, '', location.pathname)

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text)

/**
 * What to hand over. RFC 6749 section 3.1: no parameter may stand twice, and section 4.1.2: an error has no code beside
 * it. Whoever sends such a thing is not the provider, so the attempt is ended, whichever state is the real one.
 */
const bodiesOf = (parameters: URLSearchParams): Body[] => {
  const states = [...new Set(parameters.getAll('state'))].filter(isSecret)
  const [state] = states
  if (isOrganizations) return [states.length === 1 && state !== undefined ? { state } : {}]
  const names = [...parameters.keys()]
  const code = parameters.get('code')
  const error = parameters.get('error')
  const isOdd = new Set(names).size !== names.length || (code === null) === (error === null)
  if (isOdd) return states.map((one) => ({ error: 'invalid_request', state: one }))
  if (state === undefined) return []
  if (code !== null) return [{ code, state }]
  const errorDescription = parameters.get('error_description')?.slice(0, 2000)
  return [
    { error: error?.slice(0, 200) || 'invalid_request', state, ...(errorDescription ? { errorDescription } : {}) },
  ]
}

const send = (body: Body): Promise<Response> =>
  fetch(location.pathname, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    redirect: 'error',
  })

/** One try. `null`: no answer, or none of ours. */
const post = async (body: Body): Promise<Answer | null> => {
  try {
    let response = await send(body)
    // Others at this address ask too much. Nothing of ours is used up by a refusal, so it costs no try.
    for (let waits = 0; response.status === 429 && waits < LIMIT_WAITS; waits += 1) {
      show('busy')
      await wait(1000 * (Number(response.headers.get('retry-after')) || LIMIT_WAIT))
      show('working')
      response = await send(body)
    }
    if (response.ok) return { told: (await response.json()) as CallbackResult }
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true
    if (response.status >= 500 || response.status === 429 || !isProblem) return null
    const { code, attemptId, attemptStatus, next } = (await response.json()) as StateMismatchProblem
    if (attemptId === undefined || attemptStatus === undefined) return { code }
    return { told: { attemptId, status: attemptStatus, ...(next === undefined ? {} : { next }) } }
  } catch {
    return null
  }
}

/** Until there is an answer that says how it ended, or patience does. */
const handOver = async (body: Body): Promise<Answer> => {
  let looks = 0
  for (const pause of RETRIES) {
    let answer = await post(body)
    // An earlier try of ours arrived, and its exchange is not over.
    while (answer !== null && 'told' in answer && answer.told.status === 'exchanging' && looks < EXCHANGE_LOOKS) {
      looks += 1
      await wait(EXCHANGE_LOOK)
      answer = await post(body)
    }
    if (answer !== null) return answer
    if (!navigator.onLine) {
      show('network_offline')
      await backOnline()
      show('working')
    } else {
      await wait(pause)
    }
  }
  return { code: 'internal' }
}

const backOnline = (): Promise<void> =>
  new Promise((resolve) => {
    window.addEventListener('online', () => resolve(), { once: true })
  })

const show = (name: string, told?: Told): void => {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-view~="${CSS.escape(name)}"]`)
  const place = document.querySelector('main')
  if (template === null || place === null) return
  place.replaceChildren(template.content.cloneNode(true))
  const heading = place.querySelector('h1')
  document.title = heading?.textContent ?? document.title
  heading?.focus()
  const subject = place.querySelector<HTMLElement>('[data-subject]')
  if (subject !== null && told?.subject !== undefined) {
    subject.querySelector('bdi')?.replaceChildren(told.subject)
    subject.hidden = false
  }
  if (told?.brand !== undefined) nameBrand(place, told.brand)
  const link = place.querySelector<HTMLAnchorElement>('[data-next]')
  if (link !== null && told?.next !== undefined) link.href = told.next
}

/** The page was made before it was known who comes, for the operator's own brand. */
const nameBrand = (place: HTMLElement, brand: string): void => {
  place.querySelectorAll('b > bdi').forEach((one) => one.replaceChildren(brand))
  place.querySelectorAll('.mark[data-provider=brand]').forEach((one) => one.replaceChildren(initials(brand)))
}

/** Exactly to the session's origin; it holds no secret and only says "ask now". */
const notify = ({ attemptId, notify: target }: Told): void => {
  if (target === undefined) return
  const message: WindowMessage = { source: 'hitch', version: 1, attemptId }
  ;(window.opener as Window | null)?.postMessage(message, target)
}

const finish = async (told: Told): Promise<void> => {
  notify(told)
  if (told.next !== undefined) {
    if (told.status === 'choosing_organizations') {
      show('organizations', told)
      await wait(ORGANIZATIONS_OPEN_AFTER)
    }
    location.replace(told.next)
    return
  }
  const name = viewOf(told)
  show(name, told)
  if (name !== 'done' && name !== 'returned') return
  await wait(CLOSES_AFTER)
  window.close()
}

const viewOf = ({ status, error }: Told): string => {
  switch (status) {
    case 'failed':
      return error?.code ?? 'failed'
    case 'expired':
      return 'attempt_expired'
    case 'cancelled':
      return error?.code ?? 'cancelled'
    case 'choosing_organizations':
      return 'returned'
    case 'exchanging':
      return 'internal'
    default:
      return 'done'
  }
}

const run = async (): Promise<void> => {
  if (!isOrganizations && returned.size === 0) return show('nothing_to_do')
  const bodies = bodiesOf(returned)
  let answer: Answer = { code: 'state_mismatch' }
  for (const body of bodies) {
    answer = await handOver(body)
    if ('told' in answer) return await finish(answer.told)
  }
  show(answer.code)
}

void run()
