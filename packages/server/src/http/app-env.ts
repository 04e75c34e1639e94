import type { Logger } from 'pino'

/** What a runtime adapter may tell of a request, and what the middleware leaves for handlers. */
export interface AppEnv {
  Bindings: { clientAddress?: string }
  Variables: {
    requestId: string
    /** Carries the request id; handlers add attempt id, provider and step. */
    log: Logger
    /** Who reads a refusal: a program (problem details) or a window (a small page with the same status). */
    answersWith: 'problem' | 'page'
  }
}
