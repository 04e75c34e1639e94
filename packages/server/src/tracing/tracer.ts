/** What a span may say: names, ids that may be logged, statuses. Never a secret, code, state, token, URL or text from outside. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>

export interface SpanWish {
  readonly name: string
  /** `server`: somebody asked us; `client`: we ask; `internal`: neither. */
  readonly kind: 'server' | 'client' | 'internal'
  readonly facts?: SpanFacts
}

/** A span under way. */
export interface RunningSpan {
  /** What is known only at the end, such as a route. */
  rename(name: string): void
  tell(facts: SpanFacts): void
  /** `reason`: a status or a kind of error, no message. */
  fail(reason: string): void
}

/** Spans belong to the one within which they begin, by asynchronous context. Nothing is taken from a request or sent on. */
export interface Tracer {
  during<T>(wish: SpanWish, work: (span: RunningSpan) => Promise<T>): Promise<T>
  /** For what has a begin and an end, but no body. What is given back ends it. */
  begin(wish: SpanWish): RunningSpan & { end(): void }
}

const NO_SPAN = { rename: () => undefined, tell: () => undefined, fail: () => undefined, end: () => undefined }

/** Nobody traces. */
export const NO_TRACER: Tracer = { during: (_, work) => work(NO_SPAN), begin: () => NO_SPAN }
