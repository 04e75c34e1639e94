import { expect, test } from 'vitest'
import { backendCode, elementCode, pageCode, reactCode, scriptCode } from './code.ts'
import { DEFAULTS, FORMS, type PlaygroundSettings } from './settings.ts'

const HITCH_URL = 'https://connect.example.com'
const SET: PlaygroundSettings = {
  ...DEFAULTS,
  theme: 'dark',
  flow: 'redirect',
  language: 'pt-BR',
  accent: '#1f5fbf',
  radius: '8px',
  providers: ['CNHI', 'JohnDeere'],
}
const IN_DIALOG: PlaygroundSettings = { ...SET, display: 'dialog' }

test('React: the defaults need nothing but an address and a session', () => {
  expect(reactCode(DEFAULTS, HITCH_URL)).toMatchInlineSnapshot(`
    "import { Connect } from '@hitch/connect/react'
    import '@hitch/connect/styles.css'

    const fetchSession = async ({ signal }: { signal: AbortSignal }) => {
      const response = await fetch('/api/connect-session', { method: 'POST', signal })
      if (!response.ok) throw new Error('no session')
      return response.text()
    }

    export const FarmData = () => (
      <Connect
        baseUrl="https://connect.example.com"
        fetchSession={fetchSession}
      />
    )"
  `)
})

test('React: each option as a prop, and in a dialog as a field', () => {
  expect(reactCode(SET, HITCH_URL)).toMatchInlineSnapshot(`
    "import { Connect } from '@hitch/connect/react'
    import '@hitch/connect/styles.css'

    const fetchSession = async ({ signal }: { signal: AbortSignal }) => {
      const response = await fetch('/api/connect-session', { method: 'POST', signal })
      if (!response.ok) throw new Error('no session')
      return response.text()
    }

    export const FarmData = () => (
      <Connect
        baseUrl="https://connect.example.com"
        fetchSession={fetchSession}
        theme="dark"
        flow="redirect"
        locale="pt-BR"
        providers={['CNHI', 'JohnDeere']}
        appearance={{ variables: { accent: '#1f5fbf', radius: '8px' } }}
      />
    )"
  `)
  expect(reactCode(IN_DIALOG, HITCH_URL)).toMatchInlineSnapshot(`
    "import { useConnect } from '@hitch/connect/react'
    import '@hitch/connect/styles.css'

    const fetchSession = async ({ signal }: { signal: AbortSignal }) => {
      const response = await fetch('/api/connect-session', { method: 'POST', signal })
      if (!response.ok) throw new Error('no session')
      return response.text()
    }

    export const FarmData = () => {
      const { open, ready } = useConnect({
        baseUrl: 'https://connect.example.com',
        fetchSession,
        theme: 'dark',
        flow: 'redirect',
        locale: 'pt-BR',
        providers: ['CNHI', 'JohnDeere'],
        appearance: { variables: { accent: '#1f5fbf', radius: '8px' } },
      })
      return (
        <button disabled={!ready} onClick={() => open()}>
          Connect your farm data
        </button>
      )
    }"
  `)
})

test('element: options are attributes, the look is custom properties', () => {
  expect(elementCode(DEFAULTS, HITCH_URL)).toMatchInlineSnapshot(`
    "<script src="https://connect.example.com/hitch.js" async></script>
    <hitch-connect
      session-url="/api/connect-session"
    ></hitch-connect>"
  `)
  expect(elementCode(IN_DIALOG, HITCH_URL)).toMatchInlineSnapshot(`
    "<script src="https://connect.example.com/hitch.js" async></script>
    <style>
      hitch-connect {
        --hitch-accent: #1f5fbf;
        --hitch-radius: 8px;
      }
    </style>
    <button id="connect">Connect your farm data</button>
    <hitch-connect
      session-url="/api/connect-session"
      display="dialog"
      theme="dark"
      flow="redirect"
      locale="pt-BR"
      providers="CNHI JohnDeere"
    ></hitch-connect>
    <script>
      document.querySelector('#connect').addEventListener('click', () => {
        document.querySelector('hitch-connect').setAttribute('open', '')
      })
    </script>"
  `)
})

test('script: in a container, or a dialog for a button', () => {
  expect(scriptCode(DEFAULTS, HITCH_URL)).toMatchInlineSnapshot(`
    "<div id="farm-data"></div>
    <script src="https://connect.example.com/hitch.js"></script>
    <script>
      Hitch.create({
        container: '#farm-data',
        sessionUrl: '/api/connect-session',
      })
    </script>"
  `)
  expect(scriptCode(IN_DIALOG, HITCH_URL)).toMatchInlineSnapshot(`
    "<button id="connect">Connect your farm data</button>
    <script src="https://connect.example.com/hitch.js"></script>
    <script>
      const dialog = Hitch.create({
        sessionUrl: '/api/connect-session',
        theme: 'dark',
        flow: 'redirect',
        locale: 'pt-BR',
        providers: ['CNHI', 'JohnDeere'],
        appearance: { variables: { accent: '#1f5fbf', radius: '8px' } },
      })
      document.querySelector('#connect').addEventListener('click', () => dialog.open())
    </script>"
  `)
})

test('the backend names the language, and where a same-tab flow ends', () => {
  expect(backendCode(DEFAULTS, HITCH_URL)).toMatchInlineSnapshot(`
    "import { createHitchClient } from '@hitch/server/client'

    const hitch = createHitchClient({
      url: 'https://connect.example.com',
      secretKey: process.env.HITCH_SECRET_KEY,
    })

    // POST /api/connect-session, after your own login and a check of Origin
    const { sessionToken } = await hitch.createSession({
      externalId: grower.id,
      subject: grower.farmName,
      origin: ORIGIN,
    })
    return new Response(sessionToken)"
  `)
  expect(backendCode(SET, HITCH_URL)).toContain("  locale: 'pt-BR',\n  returnUrl: ORIGIN + '/farm-data',\n")
})

test('the page’s code is that of the form that is set', () => {
  const codes = (Object.keys(FORMS) as (keyof typeof FORMS)[]).map((form) => pageCode({ ...SET, form }, HITCH_URL))
  expect(codes).toEqual([reactCode, elementCode, scriptCode].map((print) => print(SET, HITCH_URL)))
})

test('the backend’s code, run as it stands, asks for a session and answers with its token', async () => {
  const [first, ...rest] = backendCode(SET, HITCH_URL).split('\n')
  expect(first).toBe("import { createHitchClient } from '@hitch/server/client'")
  const asked: object[] = []
  const given = {
    createHitchClient: (options: object) => ({
      createSession: async (body: object) => {
        asked.push(options, body)
        return { sessionToken: 'token' }
      },
    }),
    process: { env: { HITCH_SECRET_KEY: 'key' } },
    grower: { id: 'NG-1', farmName: 'North Ridge Farm' },
    ORIGIN: 'https://farm.example',
  }
  const AsyncFunction: new (...source: string[]) => (...values: unknown[]) => Promise<Response> = Object.getPrototypeOf(
    async () => undefined,
  ).constructor
  const answer = await new AsyncFunction(...Object.keys(given), rest.join('\n'))(...Object.values(given))
  expect(await answer.text()).toBe('token')
  expect(asked).toEqual([
    { url: HITCH_URL, secretKey: 'key' },
    {
      externalId: 'NG-1',
      subject: 'North Ridge Farm',
      origin: 'https://farm.example',
      locale: 'pt-BR',
      returnUrl: 'https://farm.example/farm-data',
    },
  ])
})
