import { rotateKeys, type RotatedKeys } from '@hitch/server/operate'
import { Command } from 'commander'
import { readSettings, withDatabase, writeLine, type CommandContext } from './command-context.ts'

/** `hitch rotate-keys`: after it the older keys may go. Exit code 1 as long as they may not. */
export const rotateKeysCommand = (context: CommandContext): Command =>
  new Command('rotate-keys')
    .description(
      'Seals all tokens on their way to Leaf anew, with the first of HITCH_ENCRYPTION_KEYS. Safe beside running ' +
        'instances, once all of them know that key; broken off, run it again.',
    )
    .option('--json', 'one line of JSON instead of text')
    .action(async ({ json = false }: { json?: boolean }) => {
      const settings = readSettings(context)
      const rotated = await withDatabase(settings, async (database) =>
        rotateKeys({
          database: database.kysely,
          keys: settings.encryptionKeys,
          onBatch: (resealed) => {
            if (!json) writeLine(context, `${resealed} sealed anew …`)
          },
        }),
      )
      if (json) writeLine(context, JSON.stringify(rotated))
      else for (const line of tell(rotated)) writeLine(context, line)
      if (!isDone(rotated)) context.markFailed()
    })

const isDone = ({ waiting, unreadable }: RotatedKeys): boolean => waiting === 0 && unreadable.length === 0

const tell = ({ newestKeyId, resealed, unreadable, waiting }: RotatedKeys): string[] => [
  `${resealed} sealed anew; everything sealed opens with key ${newestKeyId}.`,
  ...(unreadable.length === 0
    ? []
    : [
        `Not so ${unreadable.join(', ')}: what is sealed there was changed, and no key opens it. ` +
          'Those attempts end by themselves within 72 hours; their growers connect again.',
      ]),
  waiting === 0
    ? 'The other keys are needed no more: take them out of HITCH_ENCRYPTION_KEYS and restart.'
    : `Keep the other keys for now: attempts that still tell the old credential from the new one by them: ${waiting}. ` +
      'They end within 72 hours; run this again then.',
]
