import { styleText } from 'node:util'
import {
  about,
  checkDatabase,
  checkPublicAddress,
  checkUpstreams,
  registrations,
  type Finding,
  type Registration,
} from '@hitch/server/operate'
import { Command } from 'commander'
import { EnvironmentError, type Settings } from '../environment.ts'
import { readSettings, writeLine, type CommandContext } from './command-context.ts'

interface DoctorOptions {
  readonly json?: boolean
  readonly leafUser?: string
}

/** `hitch doctor`: looks at everything that a BFF depends on. Changes nothing. Exit code 1 when something is wrong. */
export const doctorCommand = (context: CommandContext): Command =>
  new Command('doctor')
    .description(
      'Checks settings, database, Leaf, each provider and the public address, and says for each: fine, or what is ' +
        'wrong and what to do. Changes nothing. Run it where the BFF runs, with the same settings.',
    )
    .option('--json', 'one line of JSON instead of text')
    .option('--leaf-user <id>', 'a Leaf user for whom sign-in pages may be asked, where they are given per Leaf user')
    .action(async ({ json = false, leafUser }: DoctorOptions) => {
      const examination = await examine(context, leafUser)
      const isFine = examination.findings.every(({ state }) => state !== 'wrong')
      if (json) writeLine(context, JSON.stringify({ fine: isFine, ...examination }))
      else for (const line of tell(examination)) writeLine(context, line)
      if (!isFine) context.markFailed()
    })

interface Examination {
  readonly findings: readonly Finding[]
  readonly registrations: readonly Registration[]
}

const examine = async (context: CommandContext, leafUserId: string | undefined): Promise<Examination> => {
  let settings: Settings
  try {
    settings = readSettings(context)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const { wrong, note } = about('Settings')
    const remedy = 'Set it right; docs/operators.md, section 2, says what it means.'
    const faults = error.faults.map((fault) => wrong(`${fault}.`, remedy))
    return { findings: [...faults, note('The rest is looked at once the settings can be read.')], registrations: [] }
  }
  const [database, upstreams, address] = await Promise.all([
    checkDatabase(settings),
    checkUpstreams({ ...settings, leafUserId }),
    checkPublicAddress(settings),
  ])
  return {
    findings: [...checkSettings(settings), ...database, ...upstreams, ...address],
    registrations: registrations(settings.publicUrl, settings.providers),
  }
}

const checkSettings = ({ publicUrl, providers, isProduction }: Settings): Finding[] => {
  const { fine, note, wrong } = about('Settings')
  return [
    fine('Every variable that is set can be read, and none is missing.'),
    ...(providers.length === 0
      ? [wrong('No provider is configured: growers see no tile.', 'Set one provider’s variables, all of its set.')]
      : []),
    ...(isProduction && publicUrl.startsWith('http:')
      ? [note(`HITCH_PUBLIC_URL is ${publicUrl}: only browsers on this machine reach it.`)]
      : []),
  ]
}

const MARKS = {
  fine: () => styleText('green', '✓'),
  note: () => styleText('cyan', '·'),
  wrong: () => styleText('red', '✗'),
} as const

const tell = ({ findings, registrations: wanted }: Examination): string[] => {
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  const subjects = [...new Set(findings.map(({ subject }) => subject))]
  return [
    ...subjects.flatMap((subject) => [
      styleText('bold', subject),
      ...findings.filter((finding) => finding.subject === subject).flatMap(tellFinding),
      '',
    ]),
    ...(wanted.length === 0 ? [] : [styleText('bold', 'To register at the providers')]),
    ...wanted.flatMap(tellRegistration),
    wrong === 0 ? styleText('green', 'All fine.') : styleText('red', `Wrong: ${wrong}. What to do stands beside each.`),
  ]
}

const tellFinding = (finding: Finding): string[] => [
  `  ${MARKS[finding.state]()} ${finding.message}`,
  ...(finding.state === 'wrong' ? [`    ${styleText('bold', 'To do:')} ${finding.remedy}`] : []),
]

const tellRegistration = ({ label, portalUrl, redirectUris, steps }: Registration): string[] => [
  `  ${label}${portalUrl === null ? '' : `, ${portalUrl}`}`,
  ...redirectUris.map((uri) => `    redirect URI  ${uri}`),
  ...steps.map((step, index) => `    ${index + 1}. ${step}`),
  '',
]
