import { registerLeafAlerts, type RegisteredLeafAlerts } from '@hitch/server/operate'
import { Command } from 'commander'
import { readSettings, writeLine, type CommandContext } from './command-context.ts'

/** `hitch leaf-alerts`: Leaf tells this BFF of credentials in trouble from then on. Exit code 1 when it will not. */
export const leafAlertsCommand = (context: CommandContext): Command =>
  new Command('leaf-alerts')
    .description(
      'Registers this BFF for Leaf’s alerts, signed with HITCH_LEAF_ALERTS_SECRET. Again, it changes nothing.',
    )
    .option('--json', 'one line of JSON instead of text')
    .action(async ({ json = false }: { json?: boolean }, command: Command) => {
      const { publicUrl, leaf, leafAlertsSecret: secret } = readSettings(context)
      if (secret === undefined) return command.error('error: HITCH_LEAF_ALERTS_SECRET is missing')
      const registered = await registerLeafAlerts({ publicUrl, leaf, secret })
      if (json) writeLine(context, JSON.stringify(registered))
      else for (const line of tell(registered)) writeLine(context, line)
      if (registered.alerts.some(({ state }) => state === 'failed')) context.markFailed()
    })

const tell = ({ url, alerts }: RegisteredLeafAlerts): string[] => [
  ...alerts.map(({ event, state, reason = '' }) => {
    if (state === 'registered') return `${event}: Leaf sends it to ${url} from now on.`
    return state === 'exists' ? `${event}: registered at Leaf already.` : `${event}: Leaf did not take it (${reason}).`
  }),
  ...(alerts.some(({ state }) => state === 'exists')
    ? [
        'Leaf has one webhook per event and account, and does not tell where it leads. If it is not this BFF’s, or was ' +
          'registered with another secret, have it removed at Leaf and run this again.',
      ]
    : []),
]
