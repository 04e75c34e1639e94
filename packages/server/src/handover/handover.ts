import type { Connection, ForgetCredentials, ForgottenUser, ProviderId } from '@hitch/protocol'

/**
 * The durable hand-over: from a consumed code to a credential that Leaf holds and has verified. DESIGN section 4,
 * rules 4 to 9 and John Deere's second leg. It alone seals and unseals tokens, and alone attaches and detaches.
 */
export interface Handover {
  /**
   * Exchanges the code of an attempt that is `exchanging`. Resolves once the token is sealed or the exchange has ended;
   * never throws for what a provider does: the attempt's row tells. `leaseOwner`: as written by whoever consumed the code.
   */
  exchange(attemptId: string, code: string, leaseOwner: string): Promise<void>
  /** The grower came back from the organizations page. */
  organizationsReturned(attemptId: string): Promise<void>
  /** "Later": the organizations step ends as if its time had run out. */
  endOrganizations(attemptId: string): Promise<void>
  /** Draws a generation, then removes the credential. `pending`: Leaf is down or the lease is taken; it is durable. */
  disconnect(leafUserId: string, provider: ProviderId): Promise<'done' | 'pending'>
  /**
   * Connections of a Leaf user: single flight, 10 s cache, 1.5 s deadline, then the last known or `checking`.
   * A hanging Leaf still paints tiles.
   */
  connections(leafUserId: string, providers: readonly ProviderId[]): Promise<Connection[]>
  /** Deletes what is kept of a Leaf user, and with `delete` the credentials at Leaf. Tells what is left where. */
  forget(leafUserId: string, credentials: ForgetCredentials): Promise<ForgottenUser>
  /** Leaf tells of trouble with a credential: whoever has it is looked at, now or as soon as Leaf answers. */
  alerted(credentialId: string): Promise<void>
  /** Wakes the sweeper and the wake-up jobs. */
  start(): Promise<void>
  /** Lets what runs come to a safe point, then ends. */
  stop(): Promise<void>
}
