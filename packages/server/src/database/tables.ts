import type {
  AttemptMode,
  AttemptStatus,
  AttemptStep,
  ErrorCode,
  LinkBrand,
  Permission,
  ProviderId,
  WebhookType,
} from '@hitch/protocol'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/**
 * Hitch's own PostgreSQL schema, so that a shared database is not littered. Every query names it (Kysely's `withSchema`):
 * a search path would be state of a session, which PgBouncer in transaction mode does not keep. So raw SQL must not name
 * tables; expressions in raw SQL are fine.
 */
export const HITCH_SCHEMA = 'hitch'

/** Times: `timestamptz`, read as Date. The database's clock decides expiry, so most are written by SQL `now() + …`. */
type Timestamp = ColumnType<Date, Date | undefined, Date>
type NullableTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>

/** The right to connect providers for one Leaf user from one origin. Ended or expired rows are swept. */
export interface SessionsTable {
  session_id: string
  /** SHA-256 of the token, base64url. The token itself is never stored. */
  token_hash: string
  leaf_user_id: string
  origin: string
  subject: string | null
  locale: string | null
  return_url: string | null
  /** `null`: all that are configured. */
  providers: NullableJson<ProviderId[]>
  can: JSONColumnType<Permission[]>
  created_at: Timestamp
  expires_at: Timestamp
  ended_at: NullableTimestamp
  /** The connect link that gave it. */
  link_id: string | null
  /** Shown in the place of the operator's own. */
  brand: NullableJson<LinkBrand>
  /** Where the hosted page lets the grower go when he is done; `return_url` is that page itself. */
  leave_url: string | null
}

/**
 * A connect link. How often it was used is not counted here but read from the attempts that it began, so that no
 * outcome can be lost between two tables.
 */
export interface LinksTable {
  link_id: string
  /** Newest first: two links of one transaction have the same time. */
  number: Generated<string>
  /** SHA-256, base64url. */
  secret_hash: string
  /** Name of the secret key; a scoped one sees its own links alone. */
  made_by: string
  leaf_user_id: string
  subject: string
  /** `null`: all that are configured. */
  providers: NullableJson<ProviderId[]>
  locale: string | null
  return_url: string | null
  brand: NullableJson<LinkBrand>
  /** Per provider. */
  max_completions: number
  /** SHA-256 of the header's value; unique among the links of one key. */
  idempotency_key: string | null
  /** Of the body that made it: the same Idempotency-Key with another body is a mistake of the caller's. */
  body_hash: string
  created_at: Timestamp
  expires_at: Timestamp
  opened_at: NullableTimestamp
  revoked_at: NullableTimestamp
}

/**
 * A session that a grower's browser has yet to open on the hosted page: good for 5 minutes. Whoever redeems the ticket
 * deletes the row, so that of many exactly one succeeds.
 */
export interface SessionTicketsTable {
  /** SHA-256, base64url. */
  ticket_hash: string
  leaf_user_id: string
  origin: string
  subject: string | null
  locale: string | null
  return_url: string | null
  /** `null`: all that are configured. */
  providers: NullableJson<ProviderId[]>
  can: JSONColumnType<Permission[]>
  /** How long the session lasts, from the moment that the ticket is redeemed. */
  session_seconds: number
  expires_at: Timestamp
}

/** Our own mapping of a host's externalId; written under an advisory lock. */
export interface LeafUsersTable {
  external_id: string
  leaf_user_id: string
  created_at: Timestamp
}

/**
 * Who is finding or creating the Leaf user of an externalId right now. A claim lapses by the database's clock unless its
 * holder renews it: it is an advisory lock that needs no open transaction while Leaf is asked. It is gone once the
 * mapping row stands.
 */
export interface LeafUserClaimsTable {
  external_id: string
  claimed_by: string
  claimed_until: Timestamp
}

/**
 * One go at one provider. Belongs to (Leaf user, origin); `session_id` is only who made it.
 *
 * Written by: attempts/ until the code is consumed (created, started, exchanging), handover/ from then on.
 */
export interface AttemptsTable {
  attempt_id: string
  leaf_user_id: string
  origin: string
  session_id: string
  /** The connect link whose session made it; it is kept as long as the link, whose uses are counted by it. */
  link_id: string | null
  provider: ProviderId
  mode: AttemptMode
  /** `organizations`: only that step is reopened; nothing is exchanged or attached. */
  step: AttemptStep | null
  return_url: string
  subject: string | null
  locale: string | null
  status: AttemptStatus
  error_code: ErrorCode | null
  /** SHA-256 of `state`, base64url; set by POST /start, kept after use so that a second use is recognised. */
  state_hash: string | null
  /** SHA-256 of the attempt cookie's value. */
  cookie_hash: string | null
  created_at: Timestamp
  /** POST /start. */
  started_at: NullableTimestamp
  /** 30 minutes after the start without a code; before the start, when its last ticket runs out. */
  expires_at: Timestamp
  /** The one atomic moment at which state and code were used up. */
  code_consumed_at: NullableTimestamp
  settled_at: NullableTimestamp
  acknowledged_at: NullableTimestamp

  /** Exchange and attach are done by whoever holds the lease; it lapses 8 s after the last renewal. */
  lease_owner: string | null
  lease_until: NullableTimestamp
  /** The moment before the code went out: set once, so that a code is sent at most once. */
  code_sent_at: NullableTimestamp
  /** The sealed refresh token (compact JWE); gone at every outcome. The sealed row is the truth, a job a wake-up. */
  sealed_token: string | null
  sealed_at: NullableTimestamp
  /** Drawn from the connection's counter when the token is sealed. */
  generation: number | null
  /** What stood at Leaf before our first POST, so that "ours" can be told; `null` until looked. */
  baseline: NullableJson<CredentialMark>
  /** How many POSTs were sent; every one but the first is preceded by a GET. */
  posts: ColumnType<number, number | undefined, number>
  /** How many of them Leaf answered with 2xx. */
  posts_accepted: ColumnType<number, number | undefined, number>
  /** Whether one of them may have taken effect: Leaf accepted it, or nobody knows what became of it. */
  post_unsure: ColumnType<boolean, boolean | undefined, boolean>
  /** An old credential that must be put back if the new one is refused (compact JWE); gone at the outcome. */
  sealed_previous: string | null
  /** The new credential was refused with this, and the old one is being put back; then the attempt ends with it. */
  refused_code: ErrorCode | null
  /** When ours was first seen at Leaf. */
  attached_at: NullableTimestamp
  /** When the engine looks at this row again, and how often it has tried without luck. `null`: not due. */
  next_run_at: NullableTimestamp
  tries: ColumnType<number, number | undefined, number>
  /** John Deere: until when the organizations page is waited for, and when the grower came back from it. */
  organizations_until: NullableTimestamp
  organizations_returned_at: NullableTimestamp
  /** After the return Leaf was told to look at the organizations again. */
  organizations_synced_at: NullableTimestamp
}

/** What tells one credential at Leaf from another, without holding its secret. */
export interface CredentialMark {
  /** `false`: nothing was attached, and all else is `null`. */
  present: boolean
  id: string | null
  createdTime: string | null
  /** Keyed hash (HMAC-SHA256, base64url) of the refresh token that Leaf echoes. */
  tokenHash: string | null
  /** Of the key that made `tokenHash`; absent without one, and in marks of an older version. */
  keyId?: string
}

/** Good for 10 minutes, once. A reused attempt has several; the first one used spends them all. */
export interface TicketsTable {
  /** SHA-256, base64url. */
  ticket_hash: string
  attempt_id: string
  expires_at: Timestamp
  used_at: NullableTimestamp
}

/**
 * One row per (Leaf user, provider) that was ever touched: the counter of wishes, the lock, a durable disconnect, and
 * what was last known of the credential (nothing secret).
 */
export interface ConnectionsTable {
  leaf_user_id: string
  provider: ProviderId
  /** Every sealed token and every disconnect draws the next one; the highest is the grower's last wish. */
  generation: ColumnType<number, number | undefined, number>
  /** Set while a disconnect is not yet confirmed by Leaf; the generation that it drew. */
  disconnect_generation: number | null
  /** The generation of the newest disconnect, done or not: it tells whether a disconnect or an attempt overtook. */
  last_disconnect_generation: number | null
  lease_owner: string | null
  lease_until: NullableTimestamp
  /** Until then a POST of an overtaken attempt, whose answer was lost, may still land at Leaf. */
  late_post_until: NullableTimestamp
  next_run_at: NullableTimestamp
  tries: ColumnType<number, number | undefined, number>
  /** Later looks at a credential that was still `checking`, or at organizations that have not shown yet. */
  recheck_at: NullableTimestamp
  rechecks: ColumnType<number, number | undefined, number>
  /** Last known: `null` when nothing is attached. */
  known: NullableJson<KnownCredential>
  known_at: NullableTimestamp
  /** John Deere: connected, but no organization is shared. */
  organizations_missing: ColumnType<boolean, boolean | undefined, boolean>
  /** John Deere: the grower chose, but Leaf does not list it yet; the connection reads `checking` until a recheck. */
  organizations_awaited: ColumnType<boolean, boolean | undefined, boolean>
  /** What the host's backend was last told of it by an event; `null`: nobody has looked yet. */
  told: Told | null
  /** Leaf has told of trouble with it, and nobody has looked since. */
  alerted_at: NullableTimestamp
  /** Its grower is forgotten: the row goes as soon as nobody needs it any more. Whoever connects anew takes it back. */
  forgotten_at: NullableTimestamp
}

/** What events tell apart. A connection that is being checked, or waits for organizations, is none of these. */
export type Told = 'nothing' | 'connected' | 'needs_attention'

/** The allowlist of what is kept of a credential's answer. */
export interface KnownCredential {
  credentialId: string | null
  status: 'connected' | 'checking' | 'needs_attention'
  createdTime: string | null
}

/** Append-only: from it one can follow an attempt. Never a secret, code, state, token or upstream body. */
export interface AttemptEventsTable {
  event_id: Generated<number>
  attempt_id: string
  at: Timestamp
  /** Such as `created`, `started`, `code_consumed`, `sealed`, `attach_posted`, `settled`. */
  name: string
  details: NullableJson<Record<string, string | number | boolean | null>>
}

/** How much of a limit is used up in the minute that runs; only of those who ask much. See limits/counter.ts. */
export interface RateLimitsTable {
  /** The limit's name, and a keyed hash of whom it is counted for: an address is personal data. */
  key: string
  points: number
  expires_at: Timestamp
}

/**
 * An event for the host's backend: written with the change that it tells of, kept HITCH_AUDIT_DAYS after its end. The row
 * is the truth, a job only a wake-up.
 */
export interface WebhooksTable {
  /** `webhook-id`, the same at every try: by it a receiver knows what it has had. */
  webhook_id: string
  type: WebhookType
  leaf_user_id: string
  provider: ProviderId
  /** As it is signed and sent, to the letter. */
  body: string
  /** `refused`: 410, the receiver wants it no more. `given_up`: after the last try. */
  status: ColumnType<WebhookStatus, WebhookStatus | undefined, WebhookStatus>
  created_at: Timestamp
  /** Whoever tries moves it on first, so that nobody else tries meanwhile. `null`: ended. */
  next_try_at: NullableTimestamp
  tries: ColumnType<number, number | undefined, number>
  last_tried_at: NullableTimestamp
  /** A status, or why there was none, such as `timeout`. */
  last_answer: string | null
  ended_at: NullableTimestamp
}

export const WEBHOOK_STATUSES = ['waiting', 'delivered', 'refused', 'given_up'] as const
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number]

export interface Tables {
  sessions: SessionsTable
  session_tickets: SessionTicketsTable
  links: LinksTable
  leaf_users: LeafUsersTable
  leaf_user_claims: LeafUserClaimsTable
  attempts: AttemptsTable
  tickets: TicketsTable
  connections: ConnectionsTable
  attempt_events: AttemptEventsTable
  rate_limits: RateLimitsTable
  webhooks: WebhooksTable
}
