import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

/**
 * Lines are written together, each a moment after it was logged: a system call for each was a tenth of a flow's CPU time.
 * What ends the process by itself, an error included, writes them first; SIGKILL takes a tenth of a second of them along.
 * Whoever reads them and stands still must not fill the memory: from 4 MB on lines are dropped.
 */
const TOGETHER = { fd: 1, sync: false, minLength: 4_096, maxLength: 4 * 1024 * 1024, periodicFlush: 100 } as const

/**
 * A log in JSON, one line per event, as the server expects it. `destination`: @default standard output
 *
 * @example const log = createLog({ level: 'info' })
 */
export const createLog = ({ level }: { level: string }, destination?: DestinationStream): Logger => {
  const options: LoggerOptions = { level, base: { service: 'hitch' }, serializers: ERROR_SERIALIZERS }
  return pino(options, destination ?? pino.destination(TOGETHER))
}

const DEEPEST = 4

/**
 * An error by an allowlist. The usual serializer copies every property, and database drivers hang the query's parameters
 * on theirs: sealed tokens and hashes would stand in the log.
 */
const describeError = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as NodeJS.ErrnoException
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: describeError(error.cause, depth + 1) }),
  }
}

export const ERROR_SERIALIZERS = { err: (error: unknown) => describeError(error) }
