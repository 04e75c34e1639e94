import { readFileSync } from 'node:fs'
import { ERRORS, type ErrorCode } from '@hitch/protocol'
import { ERROR_HINTS } from '@hitch/protocol/schemas'
import { format, type FormatConfig } from 'oxfmt'
import { describeApi } from '../../packages/server/src/http/describe-api.ts'
import { kindOf, membersOf, type Answer, type ApiDocument, type Operation, type Schema } from './api-document.ts'
import { table } from './between-markers.ts'

const TITLES: Readonly<Record<string, string>> = {
  Backend: 'For your backend',
  Widget: 'For the widget',
  Windows: 'For windows',
  Service: 'For all',
}

interface Asked {
  path: string
  method: string
  operation: Operation
}

const headingOf = ({ path, method }: Asked): string => `${method.toUpperCase()} ${path}`

/** As the usual hosts make an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** What only a window can be: curl may say that it is one, and so sees what one would. */
const rightsOf = (url: string, { path, operation }: Asked): string[] => {
  const [scheme] = operation.security.flatMap((one) => Object.keys(one))
  const ticket = operation.requestBody?.content['multipart/form-data']
  if (scheme === 'secretKey') return ['-H "Authorization: Bearer $HITCH_SECRET_KEY"']
  if (scheme === 'session')
    return ['-H "Authorization: Bearer $SESSION_TOKEN"', "-H 'Origin: https://www.northfield.example'"]
  if (scheme === 'attempt') return [`-H 'Origin: ${url}'`, '-H "Cookie: __Host-hitch-$ATTEMPT_ID=$ATTEMPT_COOKIE"']
  if (ticket)
    return [
      "-H 'Origin: https://www.northfield.example'",
      "-F 'ticket=@ticket;filename=hitch-ticket;type=application/vnd.hitch'",
    ]
  if (scheme === 'hostedSession' || path === '/connect')
    return ["-H 'Sec-Fetch-Site: none'", '-H "Cookie: __Host-hitch-session=$HOSTED_SESSION"']
  return path.startsWith('/l/') && !operation.responses['200'] ? [`-H 'Origin: ${url}'`] : []
}

const variableOf = (name: string): string => `$${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

const curlOf = (url: string, asked: Asked): string => {
  const { path, method, operation } = asked
  const query = (operation.parameters ?? []).filter((one) => one.in === 'query' && one.required)
  const address = `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => variableOf(name))}${
    query.length === 0 ? '' : `?${query.map(({ name }) => `${name}=${variableOf(name)}`).join('&')}`
  }`
  const quote = address.includes('$') ? '"' : ''
  const body = operation.requestBody?.content['application/json']
  const json = body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body.example)}'`]
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `
  const lines = [`curl ${verb}${quote}${url}${address}${quote}`, ...rightsOf(url, asked), ...json]
  return `\`\`\`sh\n${lines.join(' \\\n  ')}\n\`\`\``
}

const describeAnswer = (status: string, { description, headers, content = {} }: Answer): string[] => {
  const [[type, { schema, example }] = ['', { schema: {} as Schema, example: undefined }]] = Object.entries(content)
  const members = membersOf(schema, 1)
  const what = schema.$ref === undefined ? '' : `: ${kindOf(schema)}`
  const told = Object.entries(headers).flatMap(([name, { description: words }]) =>
    words === undefined ? [] : [`  - header \`${name}\`: ${words}`],
  )
  const list = [`- ${status} ${description}${type === '' ? '' : `, \`${type}\``}${what}`, ...told, ...members]
  return [
    list.join('\n'),
    ...(example === undefined ? [] : [`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``]),
  ]
}

/** Of each status its codes: their meaning stands once, at the end of the page. */
const describeRefusals = (answers: [string, Answer][]): string => {
  const codes = answers.flatMap(([status, { description }]) =>
    [...description.matchAll(/^`(\w+)`: /gm)].map(([, code = '']) => `${status} \`${code}\``),
  )
  return `Refused ([codes](#error-codes)): ${codes.join(', ')}.`
}

const describe = (url: string, asked: Asked): string => {
  const { operation } = asked
  const body = Object.entries(operation.requestBody?.content ?? {})
  const isRefusal = ([, { description }]: [string, Answer]): boolean => /^`\w+`: /.test(description)
  const answers = Object.entries(operation.responses)
  const parameters = (operation.parameters ?? []).map(({ name, in: place, description, schema, required }) =>
    `- \`${name}\` in the ${place}: ${kindOf(schema)}${required ? '' : ', optional'}. ${description ?? ''}`.trimEnd(),
  )
  return [
    `### ${headingOf(asked)}`,
    `${operation.summary}.${operation.description === undefined ? '' : ` ${operation.description}`}`,
    `Asked by ${operation['x-asked-by']}.`,
    ...(parameters.length === 0 ? [] : [parameters.join('\n')]),
    ...body.flatMap(([type, { schema }]) => [`Body, \`${type}\`:`, membersOf(schema).join('\n')]),
    curlOf(url, asked),
    'Answers:',
    ...answers.filter((one) => !isRefusal(one)).flatMap(([status, answer]) => describeAnswer(status, answer)),
    describeRefusals(answers.filter(isRefusal)),
  ].join('\n\n')
}

const AGAIN = { now: 'at once', later: 'after a while', no: 'in vain' } as const

const codesTable = (): string =>
  table(
    ['code', 'status', 'try again', 'what it means, and where to look'],
    (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
      const { status, retry } = ERRORS[code]
      return [`\`${code}\``, String(status ?? ''), AGAIN[retry], ERROR_HINTS[code]]
    }),
  )

const write = ({ info, servers: [server = { url: '' }], tags, paths, components }: ApiDocument): string => {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Asked => ({ path, method, operation })),
  )
  const parts = tags.map(({ name, description }) => ({
    title: TITLES[name] ?? name,
    description,
    asked: all.filter(({ operation }) => operation.tags.includes(name)),
  }))
  return `${[
    '# API',
    'Every route of the BFF, made by `pnpm api-page` from the table that the server mounts, as `/openapi.json` (OpenAPI 3.1) is. A test holds this page against the table, and each answer in the tests against the document. In JavaScript `@hitch/server/client` asks for you: [host-developers.md](host-developers.md).',
    info.description,
    ...parts.map(({ title, asked }) =>
      table(
        [title, ''],
        asked.map((one) => [`[${headingOf(one)}](#${anchorOf(headingOf(one))})`, one.operation.summary]),
      ),
    ),
    'Then: [shapes](#shapes), [error codes](#error-codes).',
    ...parts.flatMap(({ title, description, asked }) => [
      `## ${title}`,
      description,
      ...asked.map((one) => describe(server.url, one)),
    ]),
    '## Shapes',
    ...Object.entries(components.schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      ...(schema.description === undefined ? [] : [`${schema.description}.`]),
      membersOf(schema).join('\n'),
    ]),
    '## Error codes',
    'A code without a status is never an HTTP answer: it is why an attempt ended, or what the widget found.',
    codesTable(),
  ].join('\n\n')}\n`
}

/** `docs/api.md`, from what `/openapi.json` answers, as the formatter would have it. */
export const apiPage = async (): Promise<string> => {
  // As a client reads it: what JSON cannot say is not there.
  const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as ApiDocument
  const style = JSON.parse(readFileSync(new URL('../../.oxfmtrc.json', import.meta.url), 'utf8')) as FormatConfig
  return (await format('api.md', write(document), style)).code
}
