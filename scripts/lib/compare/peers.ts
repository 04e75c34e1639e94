/** What is compared, each as a host would write it by its own documents, with placeholders for tokens. */
export interface Peer {
  /** What a host installs. The first is what is compared; the others are what it needs besides React. */
  packages: readonly [string, ...string[]]
  /** What a host imports, as one statement of re-exports, and the names in it. */
  imports: { statement: string; names: readonly string[] }
  /** Style sheet that a host imports beside it, if its documents say so. */
  styles?: string
  /** A module whose `App` is what a host renders. */
  app: string
  /** Hosts that the page itself names, as its own servers: asking them is not asking a third party. */
  named?: readonly string[]
}

export const hitch: Peer = {
  packages: ['@hitch/connect'],
  imports: { statement: `export { Connect } from '@hitch/connect/react'`, names: ['Connect'] },
  styles: '@hitch/connect/styles.css',
  app: `
    import { createElement } from 'react'
    import { Connect } from '@hitch/connect/react'
    import '@hitch/connect/styles.css'
    const fetchSession = async () => 'a-session-token'
    export const App = () => createElement(Connect, { baseUrl: 'https://connect.host.example', fetchSession })
  `,
  named: ['connect.host.example'],
}

export const peers: readonly Peer[] = [
  {
    packages: ['@withleaf.io/leaflink-react'],
    imports: {
      statement: `export { Leaf, Providers } from '@withleaf.io/leaflink-react'`,
      names: ['Leaf', 'Providers'],
    },
    app: `
      import { createElement } from 'react'
      import { Leaf, Providers } from '@withleaf.io/leaflink-react'
      const props = {
        companyName: 'North Ridge',
        companyLogo: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        leafUser: 'a-leaf-user',
        apiKey: 'an-api-key',
        locale: 'en_US',
      }
      export const App = () => createElement(Leaf, null, createElement(Providers, props))
    `,
  },
  {
    packages: ['react-plaid-link'],
    imports: { statement: `export { usePlaidLink } from 'react-plaid-link'`, names: ['usePlaidLink'] },
    app: `
      import { usePlaidLink } from 'react-plaid-link'
      const options = { token: 'link-sandbox-a-token', onSuccess() {} }
      export const App = () => {
        usePlaidLink(options)
        return null
      }
    `,
  },
  {
    packages: ['@nangohq/frontend'],
    imports: { statement: `export { default as Nango } from '@nangohq/frontend'`, names: ['Nango'] },
    app: `
      import { useEffect } from 'react'
      import Nango from '@nangohq/frontend'
      export const App = () => {
        useEffect(() => {
          new Nango({ connectSessionToken: 'a-session-token' }).openConnectUI({})
        }, [])
        return null
      }
    `,
  },
  {
    packages: ['@mergeapi/react-merge-link'],
    imports: { statement: `export { useMergeLink } from '@mergeapi/react-merge-link'`, names: ['useMergeLink'] },
    app: `
      import { useMergeLink } from '@mergeapi/react-merge-link'
      const options = { linkToken: 'a-link-token', onSuccess() {} }
      export const App = () => {
        useMergeLink(options)
        return null
      }
    `,
  },
  {
    packages: ['@stripe/react-connect-js', '@stripe/connect-js'],
    imports: {
      statement: `
        export { loadConnectAndInitialize } from '@stripe/connect-js'
        export { ConnectComponentsProvider, ConnectAccountOnboarding } from '@stripe/react-connect-js'
      `,
      names: ['loadConnectAndInitialize', 'ConnectComponentsProvider', 'ConnectAccountOnboarding'],
    },
    app: `
      import { createElement, useState } from 'react'
      import { loadConnectAndInitialize } from '@stripe/connect-js'
      import { ConnectComponentsProvider, ConnectAccountOnboarding } from '@stripe/react-connect-js'
      const options = { publishableKey: 'pk_test_a_key', fetchClientSecret: async () => 'a-client-secret' }
      export const App = () => {
        const [connectInstance] = useState(() => loadConnectAndInitialize(options))
        const onboarding = createElement(ConnectAccountOnboarding, { onExit() {} })
        return createElement(ConnectComponentsProvider, { connectInstance }, onboarding)
      }
    `,
  },
  {
    packages: ['@mxenabled/connect-widget'],
    imports: {
      statement: `export { ConnectWidget, ApiProvider } from '@mxenabled/connect-widget'`,
      names: ['ConnectWidget', 'ApiProvider'],
    },
    styles: '@mxenabled/connect-widget/dist/style.css',
    // The host's own functions stand between it and the network; here none of them ever answers.
    app: `
      import { createElement } from 'react'
      import { ConnectWidget, ApiProvider } from '@mxenabled/connect-widget'
      import '@mxenabled/connect-widget/dist/style.css'
      const apiValue = new Proxy({}, { get: () => () => new Promise(() => {}) })
      const props = {
        clientConfig: { mode: 'aggregation', ui_message_version: 4, color_scheme: 'light' },
        language: { locale: 'en', custom_copy_namespace: '' },
        profiles: { client: {}, clientProfile: {}, user: {}, userProfile: {}, widgetProfile: {} },
        userFeatures: {},
      }
      export const App = () => createElement(ApiProvider, { apiValue }, createElement(ConnectWidget, props))
    `,
  },
]
