/** PostgreSQL cannot be used as it is set. The message says what to do, and tells nothing of DATABASE_URL's value. */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError'
  constructor(fault: string, cause: unknown) {
    super(`DATABASE_URL: PostgreSQL ${fault}.`, { cause })
  }
}

/** The tables are of a version that is neither this one nor one that came after it. The message says what to do. */
export class UnknownTablesError extends Error {
  override readonly name = 'UnknownTablesError'
  constructor(unknown: readonly string[], missing: readonly string[]) {
    super(
      `The tables are of another version: they have ${unknown.join(', ')}, which this one does not know, and lack ` +
        `${missing.join(', ')}. Start the version that made them, or one that is newer than both.`,
    )
  }
}

/** By SQLSTATE (PostgreSQL 17, appendix A), Node's codes of sockets and TLS, or a beginning of them. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'refuses the user or the password. Correct them in DATABASE_URL (a password percent-encoded)'],
  [/^3D000$/, 'has no such database. Make it (createdb), or correct the name in DATABASE_URL'],
  [/^42501$/, 'lets this user make no schema. Grant it (GRANT CREATE ON DATABASE … TO …), or name another user'],
  [/^25006$/, 'is read-only: a replica, perhaps. Name the primary'],
  [/^53300$/, 'takes no more connections. Raise max_connections, put PgBouncer before it, or stop what holds them'],
  [
    /^55P03$/,
    'holds a table that the start has to change: a query or transaction has been open for half a minute. End it (pg_stat_activity), and start again',
  ],
  [/^57P0/, 'is starting or stopping. Start again when it is ready'],
  [/^(ENOTFOUND|EAI_)/, 'cannot be found: its host name is unknown. Correct it in DATABASE_URL'],
  [/^ENOENT$/, 'cannot be reached: a file that DATABASE_URL names is not there (socket or certificate)'],
  [/^ECONNREFUSED$/, 'does not run at that host and port. Start it, or correct DATABASE_URL'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'cannot be reached. Check host, port and firewall'],
  [
    /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/,
    'shows a certificate that is not trusted. See sslmode',
  ],
]

/** What pg tells without a code. */
const UNCODED: readonly (readonly [RegExp, string])[] = [
  [/password must be/, 'asks for a password. Put it into DATABASE_URL'],
  [/does not support SSL/, 'does not speak TLS. Leave sslmode out of DATABASE_URL, or switch TLS on there'],
  [/timeout/i, 'does not answer within 5 seconds. Check host, port and firewall'],
]

const OTHERWISE = 'gives no usable answer. Check that DATABASE_URL leads to a PostgreSQL that runs'

/** A failed connection, whatever the reason. */
export const connectionFault = (error: unknown): UnusableDatabaseError =>
  new UnusableDatabaseError(faultOf(error) ?? OTHERWISE, error)

/** The connection stands, and then something fails: only what the operator can mend is told so; else `null`. */
export const setUpFault = (error: unknown): UnusableDatabaseError | null => {
  const fault = faultOf(error)
  return fault === undefined ? null : new UnusableDatabaseError(fault, error)
}

const faultOf = (error: unknown): string | undefined => {
  const code = codeOf(error)
  if (code !== undefined) return FAULTS.find(([pattern]) => pattern.test(code))?.[1]
  const message = error instanceof Error ? error.message : ''
  return UNCODED.find(([pattern]) => pattern.test(message))?.[1]
}

/** The first code on the way down to the cause. */
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}
