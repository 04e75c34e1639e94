import { createLog, openDatabase, type ConnectDatabase } from '@hitch/server'
import { readEnvironment, type Environment, type Settings } from '../environment.ts'

/** What every command is given; none reads a global. */
export interface CommandContext {
  readonly environment: Environment
  /** Where a relative HITCH_DATA_DIR begins. */
  readonly folder: string
  readonly write: (text: string) => void
  /** What the command found is not as it should be: the process ends with 1. */
  readonly markFailed: () => void
}

export const writeLine = ({ write }: CommandContext, text = ''): void => write(`${text}\n`)

/** @throws EnvironmentError */
export const readSettings = ({ environment, folder }: CommandContext): Settings => readEnvironment(environment, folder)

/** Opens the database for as long as the work takes. */
export const withDatabase = async <T>(
  settings: Settings,
  work: (database: ConnectDatabase) => Promise<T>,
): Promise<T> => {
  const log = createLog({ level: 'silent' })
  // A command has no port: the lock of an embedded database names who holds it.
  const home = 'dataDir' in settings.database ? { dataDir: settings.database.dataDir } : settings.database
  const database = await openDatabase(home, { onError: (error) => log.error({ err: error }) })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
