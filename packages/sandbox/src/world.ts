import type { LeafAccount, Registrations } from './registrations.ts'
import type { RecordedRequest } from './recorded-request.ts'
import type { SandboxState } from './state.ts'
import type { Tools } from './tools.ts'

/** One sandbox: what it knows, what it was told, and what it may use. Passed to everything; nothing is global. */
export interface World {
  publicUrl: string
  registrations: Registrations
  leafAccount: LeafAccount
  tools: Tools
  state: SandboxState
  /** Ends every request that hangs by fault. A reset calls it, so that no test waits for ever. */
  held: Set<() => void>
}

export interface SandboxEnv {
  Variables: { body: string; recorded: RecordedRequest }
}
