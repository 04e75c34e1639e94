import { createLog } from '@hitch/server'
import { rotateCredentials, type Rotation } from '@hitch/server/operate'
import { Argument, Command } from 'commander'
import { PROVIDER_IDS, type ProviderId } from '@hitch/protocol'
import { readSettings, withDatabase, writeLine, type CommandContext } from './command-context.ts'

interface RotateProviderOptions {
  readonly yes?: boolean
  readonly leafUser?: string
  readonly json?: boolean
}

/** `hitch rotate-provider ID`. Exit code 1 as long as any credential has not today's settings, or would not get them. */
export const rotateProviderCommand = (context: CommandContext): Command =>
  new Command('rotate-provider')
    .description(
      'Attaches the credential of every Leaf user who was connected here anew, with the client secret that is set now. ' +
        'Without --yes it only tells what it would do. Broken off, run it again.',
    )
    .addArgument(new Argument('<provider>', 'whose secret has changed').choices(PROVIDER_IDS))
    .option('--yes', 'do it')
    .option('--leaf-user <id>', 'only this Leaf user: try one before all')
    .option('--json', 'JSON instead of text, one line for each Leaf user')
    .action(
      async (id: ProviderId, { yes = false, leafUser, json = false }: RotateProviderOptions, command: Command) => {
        const settings = readSettings(context)
        if (!settings.providers.some((provider) => provider.id === id))
          return command.error(`error: ${id} is not configured: set its variables, with the new secret`)
        const counts = new Map<Rotation['result'], number>()
        await withDatabase(settings, async (database) => {
          const options = { ...settings, database, log: createLog({ level: 'silent' }) }
          for await (const rotation of rotateCredentials(options, id, { apply: yes, leafUserId: leafUser })) {
            counts.set(rotation.result, (counts.get(rotation.result) ?? 0) + 1)
            writeLine(context, json ? JSON.stringify(rotation) : `${rotation.leafUserId}: ${tell(rotation)}`)
          }
        })
        if (!json) for (const line of sum(counts, yes)) writeLine(context, line)
        if ([...counts.keys()].some((result) => !FINE.has(result))) context.markFailed()
      },
    )

/** The others need somebody, or time. */
const FINE: ReadonlySet<Rotation['result']> = new Set(['ready', 'rotated', 'done', 'nothing'])

const tell = (rotation: Rotation): string => {
  switch (rotation.result) {
    case 'ready':
      return 'would be attached anew'
    case 'rotated':
      return 'attached anew, and Leaf has verified it'
    case 'done':
      return 'has today’s settings already'
    case 'nothing':
      return 'nothing is attached'
    case 'busy':
      return 'left alone: the grower has something under way, which takes today’s settings. Run this again later'
    case 'hidden':
      return `cannot be done: Leaf does not show ${rotation.fields.join(', ')}. This grower has to connect again`
    case 'other_application':
      return 'cannot be done: it belongs to another client id or environment. This grower has to connect again'
    case 'unreachable':
      return 'Leaf gave no answer. Run this again later'
    case 'refused':
      return `Leaf did not take the new one (${rotation.code ?? 'no reason'}); the old one stands. Check the new secret`
    case 'under_way':
      return 'under way for two minutes, and goes on by itself. Run this again later'
    case 'old_settings':
      return 'an instance with the old secret took the work. Restart all with the new one, and run this again'
  }
}

const sum = (counts: ReadonlyMap<Rotation['result'], number>, isDone: boolean): string[] => {
  if (counts.size === 0) return ['Nobody was ever connected to this provider here.']
  const told = [...counts].map(([result, count]) => `${result.replaceAll('_', ' ')} ${count}`).join(', ')
  return [`In all: ${told}.`, ...(isDone ? [] : ['Nothing was changed. Add --yes to do it.'])]
}
