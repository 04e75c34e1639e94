import {
  listWebhooks,
  replayWebhooks,
  WEBHOOK_STATUSES,
  type WebhookEntry,
  type WebhookFilter,
  type WebhookStatus,
} from '@hitch/server/operate'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { readSettings, withDatabase, writeLine, type CommandContext } from './command-context.ts'

/** `hitch webhooks list` and `hitch webhooks replay`: events for the host's backend, as long as they are kept. */
export const webhooksCommand = (context: CommandContext): Command =>
  new Command('webhooks')
    .description('Lists the events for the host’s backend, or sends them again.')
    .addCommand(listCommand(context))
    .addCommand(replayCommand(context))

interface Filters {
  readonly status?: WebhookStatus
  readonly from?: Date
  readonly until?: Date
  readonly leafUser?: string
  readonly json?: boolean
}

const listCommand = (context: CommandContext): Command =>
  filtered(new Command('list'))
    .description('Lists events, newest first.')
    .option('--limit <number>', 'at most so many', readCount, 100)
    .action(async ({ limit, json = false, ...filters }: Filters & { limit: number }) => {
      const entries = await withDatabase(readSettings(context), (database) =>
        listWebhooks(database, { ...toFilter(filters), limit }),
      )
      for (const entry of entries) writeLine(context, json ? JSON.stringify(entry) : tell(entry))
      if (entries.length === 0 && !json) writeLine(context, 'No event fits.')
    })

const replayCommand = (context: CommandContext): Command =>
  filtered(new Command('replay'))
    .description(
      'Sends events again, with their own webhook-id: by id, or all that fit every option given. A running BFF finds ' +
        'them within seconds; otherwise the next one does.',
    )
    .addArgument(new Argument('[ids...]', 'their webhook-id'))
    .action(async (ids: string[], { json = false, ...filters }: Filters, command: Command) => {
      const settings = readSettings(context)
      const filter = { ...toFilter(filters), ...(ids.length === 0 ? {} : { ids }) }
      if (Object.keys(filter).length === 0)
        return command.error('error: say which: ids, --status, --from, --until or --leaf-user')
      const replayed = await withDatabase(settings, (database) => replayWebhooks(database, filter))
      writeLine(context, json ? JSON.stringify({ replayed }) : `${replayed} will be sent again.`)
      if (ids.length > replayed) context.markFailed()
      if (settings.webhooks === undefined && !json)
        writeLine(context, 'HITCH_WEBHOOK_URL is not set here: a BFF without it sends nothing.')
    })

const filtered = (command: Command): Command =>
  command
    .addOption(new Option('--status <status>', 'only these').choices(WEBHOOK_STATUSES))
    .option('--from <time>', 'what happened since, such as 2026-05-14T09:00:00Z', readTime)
    .option('--until <time>', 'what happened before', readTime)
    .option('--leaf-user <id>', 'only this Leaf user’s')
    .option('--json', 'JSON instead of text, one line each')

const toFilter = ({ leafUser, ...filter }: Omit<Filters, 'json'>): WebhookFilter => ({
  ...filter,
  ...(leafUser === undefined ? {} : { leafUserId: leafUser }),
})

const readTime = (text: string): Date => {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('Not a time such as 2026-05-14T09:00:00Z.')
  return time
}

const readCount = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Not a number from 1 to 999999.')
  return Number(text)
}

const tell = (entry: WebhookEntry): string => {
  const { webhookId, type, leafUserId, provider, status, createdAt, tries, lastAnswer, nextTryAt } = entry
  const so = `${status} after ${tries} ${tries === 1 ? 'try' : 'tries'}`
  const answer = lastAnswer === null ? '' : `, last answer ${lastAnswer}`
  const next = nextTryAt === null || tries === 0 ? '' : `, next try ${nextTryAt.toISOString()}`
  return `${createdAt.toISOString()} ${webhookId} ${type} ${leafUserId} ${provider}: ${so}${answer}${next}`
}
