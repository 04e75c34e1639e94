import { createConnectServer, createLog, openDatabase } from '@hitch/server'
import { assertPortFree, serve } from '@hitch/server/node'
import { loadHostedApp, readWidgetScript } from './built.ts'
import { readEnvironment } from './environment.ts'

/** Faults that the operator can mend: their message says how, and a stack would only bury it. */
const FOR_THE_OPERATOR = new Set(['EnvironmentError', 'FolderInUseError', 'PortInUseError', 'UnusableDatabaseError'])

const main = async (): Promise<void> => {
  // Started through a package manager, a relative folder is meant from where the operator stands.
  const settings = readEnvironment(process.env, process.env['INIT_CWD'] ?? process.cwd())
  const log = createLog({ level: settings.logLevel })
  await assertPortFree(settings)
  const database = await openDatabase(settings.database, {
    onError: (error) => log.error({ err: error }, 'the database, in the background'),
  })
  try {
    if (settings.isProduction && database.durability === 'process')
      log.warn('the embedded database survives the process, not the machine; in production set DATABASE_URL')
    const built = { widgetScript: await readWidgetScript(log), hosted: await loadHostedApp(log) }
    const server = createConnectServer({ ...settings, ...built, database, log })
    const served = await serve(server, settings)
    const address = `http://${settings.hostname}:${served.port}`
    log.info({ address, providers: settings.providers.map(({ id }) => id) }, 'ready')

    let ending = false
    const end = async (signal: string): Promise<void> => {
      if (ending) return
      ending = true
      log.info({ signal }, 'stopping')
      await served.stop()
      await database.close()
      process.exit(0)
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal).catch(fail))
  } catch (error) {
    await database.close()
    throw error
  }
}

const fail = (error: unknown): never => {
  const isKnown = error instanceof Error && FOR_THE_OPERATOR.has(error.name)
  console.error(isKnown ? `Hitch cannot start. ${error.message}` : error)
  process.exit(1)
}

main().catch(fail)
