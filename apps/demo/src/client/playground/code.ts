import { SITE_PATHS } from '../../shared/site.ts'
import { changedOptions, type PlaygroundSettings } from './settings.ts'

/** The code to paste, from the settings and the BFF's address. Each string is whole and ends without a line break. */

const SESSION_URL = SITE_PATHS.connectSession
const BUTTON_TEXT = 'Connect your farm data'

/** The page's side in the form that is set. */
export const pageCode = (settings: PlaygroundSettings, hitchUrl: string): string =>
  ({ react: reactCode, element: elementCode, script: scriptCode })[settings.form](settings, hitchUrl)

export const reactCode = (settings: PlaygroundSettings, hitchUrl: string): string => {
  const dialog = settings.display === 'dialog'
  const options = Object.entries(changedOptions(settings))
  const props = [
    `baseUrl="${hitchUrl}"`,
    'fetchSession={fetchSession}',
    ...options.map(([name, value]) =>
      typeof value === 'string' ? `${name}="${value}"` : `${name}={${literal(value)}}`,
    ),
  ]
  const fields = [`baseUrl: ${literal(hitchUrl)}`, 'fetchSession', ...options.map(field)]
  return [
    `import { ${dialog ? 'useConnect' : 'Connect'} } from '@hitch/connect/react'`,
    "import '@hitch/connect/styles.css'",
    '',
    'const fetchSession = async ({ signal }: { signal: AbortSignal }) => {',
    `  const response = await fetch('${SESSION_URL}', { method: 'POST', signal })`,
    "  if (!response.ok) throw new Error('no session')",
    '  return response.text()',
    '}',
    '',
    ...(dialog
      ? [
          'export const FarmData = () => {',
          '  const { open, ready } = useConnect({',
          ...fields.map((line) => `    ${line},`),
          '  })',
          '  return (',
          '    <button disabled={!ready} onClick={() => open()}>',
          `      ${BUTTON_TEXT}`,
          '    </button>',
          '  )',
          '}',
        ]
      : ['export const FarmData = () => (', '  <Connect', ...props.map((line) => `    ${line}`), '  />', ')']),
  ].join('\n')
}

export const elementCode = (settings: PlaygroundSettings, hitchUrl: string): string => {
  const { appearance, providers, ...named } = changedOptions(settings)
  const attributes = {
    'session-url': SESSION_URL,
    ...(settings.display === 'dialog' && { display: 'dialog' }),
    ...named,
    ...(providers && { providers: providers.join(' ') }),
  }
  const variables = Object.entries(appearance?.variables ?? {})
  return [
    `<script src="${hitchUrl}/hitch.js" async></script>`,
    ...(variables.length === 0
      ? []
      : [
          '<style>',
          '  hitch-connect {',
          ...variables.map(([name, value]) => `    --hitch-${name}: ${value};`),
          '  }',
          '</style>',
        ]),
    ...(settings.display === 'dialog' ? [`<button id="connect">${BUTTON_TEXT}</button>`] : []),
    '<hitch-connect',
    ...Object.entries(attributes).map(([name, value]) => `  ${name}="${value}"`),
    '></hitch-connect>',
    ...(settings.display === 'dialog'
      ? [
          '<script>',
          "  document.querySelector('#connect').addEventListener('click', () => {",
          "    document.querySelector('hitch-connect').setAttribute('open', '')",
          '  })',
          '</script>',
        ]
      : []),
  ].join('\n')
}

export const scriptCode = (settings: PlaygroundSettings, hitchUrl: string): string => {
  const dialog = settings.display === 'dialog'
  const fields = [
    ...(dialog ? [] : ["container: '#farm-data'"]),
    `sessionUrl: '${SESSION_URL}'`,
    ...Object.entries(changedOptions(settings)).map(field),
  ]
  return [
    dialog ? `<button id="connect">${BUTTON_TEXT}</button>` : '<div id="farm-data"></div>',
    `<script src="${hitchUrl}/hitch.js"></script>`,
    '<script>',
    dialog ? '  const dialog = Hitch.create({' : '  Hitch.create({',
    ...fields.map((line) => `    ${line},`),
    '  })',
    ...(dialog ? ["  document.querySelector('#connect').addEventListener('click', () => dialog.open())"] : []),
    '</script>',
  ].join('\n')
}

/** What the host's backend does for that page, whatever its form. */
export const backendCode = (settings: PlaygroundSettings, hitchUrl: string): string => {
  const { locale } = changedOptions(settings)
  return [
    "import { createHitchClient } from '@hitch/server/client'",
    '',
    'const hitch = createHitchClient({',
    `  url: ${literal(hitchUrl)},`,
    '  secretKey: process.env.HITCH_SECRET_KEY,',
    '})',
    '',
    `// POST ${SESSION_URL}, after your own login and a check of Origin`,
    'const { sessionToken } = await hitch.createSession({',
    '  externalId: grower.id,',
    '  subject: grower.farmName,',
    '  origin: ORIGIN,',
    ...(locale === undefined ? [] : [`  locale: ${literal(locale)},`]),
    // Any other flow may take the same tab as well, on some phones; with this one every grower comes back to it.
    ...(settings.flow === 'redirect' ? [`  returnUrl: ORIGIN + '${SITE_PATHS.farmData}',`] : []),
    '})',
    'return new Response(sessionToken)',
  ].join('\n')
}

const field = ([name, value]: [string, unknown]): string => `${name}: ${literal(value)}`

/** A value as a person writes it: single quotes, no quotes around names. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(field).join(', ')} }`
  return `'${String(value)}'`
}
