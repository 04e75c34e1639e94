import { Command } from 'commander'
import type { CommandContext } from './command-context.ts'
import { doctorCommand } from './doctor.ts'
import { forgetCommand } from './forget.ts'
import { leafAlertsCommand } from './leaf-alerts.ts'
import { rotateKeysCommand } from './rotate-keys.ts'
import { rotateProviderCommand } from './rotate-provider.ts'
import { webhooksCommand } from './webhooks.ts'

/**
 * `hitch`, with its commands. Settings come from the environment, as for the BFF itself.
 *
 * @example await createProgram(context).parseAsync(['node', 'hitch', 'doctor'])
 */
export const createProgram = (context: CommandContext): Command =>
  new Command('hitch')
    .description('Looks after a Hitch BFF. Settings come from the environment, the same as for the BFF itself.')
    .showHelpAfterError()
    .addCommand(doctorCommand(context))
    .addCommand(rotateKeysCommand(context))
    .addCommand(rotateProviderCommand(context))
    .addCommand(forgetCommand(context))
    .addCommand(webhooksCommand(context))
    .addCommand(leafAlertsCommand(context))
