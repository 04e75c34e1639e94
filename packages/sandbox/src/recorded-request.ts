/** A request as it came in. Tests read these to assert what was sent. */
export interface RecordedRequest {
  at: number
  method: string
  /** Without the query. */
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: string
  /** What was answered; absent while it hangs, and after a reset. */
  status?: number
  /** The kind of fault that hit it. */
  fault?: string
}
