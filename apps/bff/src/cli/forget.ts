import { FORGET_CREDENTIALS, type ForgetCredentials, type ForgottenUser, type LeftBehind } from '@hitch/protocol'
import { createLog } from '@hitch/server'
import { forgetLeafUser } from '@hitch/server/operate'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { readSettings, withDatabase, writeLine, type CommandContext } from './command-context.ts'

/** `hitch forget ID`: for whoever has no host backend at hand. Exit code 1 as long as something has to wait here. */
export const forgetCommand = (context: CommandContext): Command =>
  new Command('forget')
    .description(
      'Forgets a grower: sessions, links, attempts with their events, and what is known of connections. The Leaf user ' +
        'itself stays at Leaf. What cannot be undone is asked for by name: --credentials.',
    )
    .addArgument(new Argument('<leafUserId>', 'Leaf’s id of the grower').argParser(readLeafUserId))
    .addOption(
      new Option('--credentials <what>', 'keep or delete the credentials at Leaf')
        .choices(FORGET_CREDENTIALS)
        .makeOptionMandatory(),
    )
    .option('--json', 'one line of JSON instead of text')
    .action(
      async (leafUserId: string, { credentials, json = false }: { credentials: ForgetCredentials; json?: boolean }) => {
        const settings = readSettings(context)
        const forgotten = await withDatabase(settings, (database) =>
          forgetLeafUser({ ...settings, database, log: createLog({ level: 'silent' }) }, leafUserId, credentials),
        )
        if (json) writeLine(context, JSON.stringify(forgotten))
        else for (const line of tell(forgotten)) writeLine(context, line)
        if (forgotten.left.some(({ where }) => where === 'hitch')) context.markFailed()
      },
    )

const readLeafUserId = (text: string): string => {
  if (!/^[\w-]{1,64}$/.test(text)) throw new InvalidArgumentError('Not an id of Leaf’s.')
  return text
}

const tell = ({ leafUserId, left }: ForgottenUser): string[] => [
  `${leafUserId} is forgotten.`,
  ...left.map((one) => `Still ${PLACES[one.where]}: ${thing(one)}`),
]

const PLACES: Readonly<Record<LeftBehind['where'], string>> = { leaf: 'at Leaf', hitch: 'here, until it is through' }

const thing = (left: LeftBehind): string =>
  'provider' in left && left.provider !== undefined ? `${left.what} (${left.provider})` : left.what
