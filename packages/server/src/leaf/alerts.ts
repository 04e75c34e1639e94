import type { LeafCall } from './call.ts'
import { judgeRest } from './judge.ts'
import type { Leaf } from './leaf.ts'
import { namesDuplicate } from './names-duplicate.ts'

/** Leaf's alerts: one webhook per event and account. They can be neither listed nor taken back. providers.md. */
export const createLeafAlerts = ({
  call,
  writeTimeout,
}: {
  readonly call: LeafCall
  readonly writeTimeout: number
}): Leaf['alerts'] => ({
  async register({ event, name: webhookName, secret, url }) {
    const name = `leaf alert ${event}`
    const path = '/services/alerts/api/alerts/webhooks'
    const json = { events: [event], name: webhookName, secret, url }
    const answer = await call({ method: 'POST', path, json, timeout: writeTimeout, name })
    if (answer.status === 409 || (answer.status === 400 && namesDuplicate(answer.text))) return 'exists'
    judgeRest(name, answer)
    return 'registered'
  },
})
