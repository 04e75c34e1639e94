import { AsyncLocalStorage } from 'node:async_hooks'

/** Tells of a request how long it has waited for upstreams, so that our own time is known. DESIGN section 9. */
export interface UpstreamClock {
  /**
   * Does a request's work. Resolves with the milliseconds in which at least one call that it had begun was under way:
   * calls side by side count once, and one that is not waited for to its end as long as it took so far.
   */
  during(work: () => Promise<void>): Promise<number>
  /** A call begins; what is given back ends it. */
  begin(): () => void
}

/** Whoever waits for a call that another request has begun does not wait for a call of his own: that is own time. */
export const createUpstreamClock = (now: () => number): UpstreamClock => {
  const requests = new AsyncLocalStorage<{ underWay: number; since: number; awaited: number }>()
  return {
    async during(work) {
      const request = { underWay: 0, since: 0, awaited: 0 }
      await requests.run(request, work)
      return request.awaited + (request.underWay > 0 ? now() - request.since : 0)
    },
    begin() {
      const request = requests.getStore()
      if (request === undefined) return () => undefined
      if (request.underWay === 0) request.since = now()
      request.underWay += 1
      return () => {
        request.underWay -= 1
        if (request.underWay === 0) request.awaited += now() - request.since
      }
    },
  }
}
