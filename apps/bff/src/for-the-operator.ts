/** Faults that the operator can mend: their message says how, and a stack would only bury it. */
const FOR_THE_OPERATOR = new Set([
  'EnvironmentError',
  'FolderInUseError',
  'PortInUseError',
  'UnknownKeyError',
  'UnknownTablesError',
  'UnusableDatabaseError',
])

/** One line for what the operator can mend; anything else as it is, with its stack. `what` failed, such as "Hitch cannot start." */
export const describeFault = (what: string, error: unknown): unknown =>
  error instanceof Error && FOR_THE_OPERATOR.has(error.name) ? `${what} ${error.message}` : error
