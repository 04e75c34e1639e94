import { createConnectServer, createLog, openDatabase } from '@hitch/server'
import { assertPortFree, serve } from '@hitch/server/node'
import { loadHostedApp, readWidgetScript } from './built.ts'
import { endOnSignal } from './end-on-signal.ts'
import { readEnvironment } from './environment.ts'
import { describeFault } from './for-the-operator.ts'
import { startMetrics } from './metrics.ts'
import { startTracing } from './tracing.ts'

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
    const metrics = await startMetrics(settings, database)
    const tracing = await startTracing(settings)
    const server = createConnectServer({
      ...settings,
      ...built,
      database,
      log,
      meter: metrics.meter,
      tracer: tracing.tracer,
    })
    metrics.watch(server)
    const served = await serve(server, settings)
    const address = `http://${settings.hostname}:${served.port}`
    log.info({ address, providers: settings.providers.map(({ id }) => id) }, 'ready')

    endOnSignal({
      async end(signal) {
        // Ctrl-C comes from a terminal, where no load balancer waits.
        const drain = signal === 'SIGTERM' ? settings.drain : 0
        log.info({ signal, drain }, 'stopping')
        await served.stop({ drain })
        await metrics.stop()
        await tracing.stop()
        await database.close()
      },
      fail,
    })
  } catch (error) {
    await database.close()
    throw error
  }
}

const fail = (error: unknown): never => {
  console.error(describeFault('Hitch cannot start.', error))
  process.exit(1)
}

main().catch(fail)
