import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import { buildPage } from '../../scripts/lib/compare/builds.ts'
import { installInto } from '../../scripts/lib/compare/install.ts'
import { peers } from '../../scripts/lib/compare/peers.ts'

export const LEAF_LINK = '@withleaf.io/leaflink-react@1.1.0'

const PROVIDERS = ['JohnDeere', 'CNHI', 'ClimateFieldView', 'Trimble']

/** What Leaf answers to the two questions that the list is made of, and its service for feature flags. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/services/usermanagement/api/app-keys': PROVIDERS.map((provider) => ({
    provider,
    appName: 'an-app',
    clientEnvironment: 'PRODUCTION',
  })),
  '/services/usermanagement/api/users/a-leaf-user/provider-connections': [],
  '/features': [{ id: 'an-environment', features: [] }],
}

/** Hosts that it asks by name; here one server answers for all of them. */
const ASKED =
  /https:\/\/(api\.withleaf\.io|ff\.withleaf\.io|d2bkrhd64jf4kw\.cloudfront\.net|static\.thenounproject\.com)/g

const html = `<!doctype html><html lang="en"><title>A host's page</title><meta name="viewport" content="width=device-width">
<main id="place"></main><script type="module" src="/page.js"></script></html>`

/**
 * A page with Leaf Link on it as its README has it, and a stub of what it asks, on one origin, which saves it the
 * preflights. React 18, with which it starts. The page is sent compressed, as ours is; answers come at once.
 *
 * @param folder to install it into; nothing is kept
 */
export const serveLeafLink = async (folder: string): Promise<{ url: string; server: Server }> => {
  await installInto(folder, [LEAF_LINK, 'react@18.3.1', 'react-dom@18.3.1'], new Date())
  const peer = peers.find(({ packages: [name] }) => LEAF_LINK.startsWith(`${name}@`))
  if (peer === undefined) throw new Error('Leaf Link is not among the peers')
  const { script } = await buildPage(peer.app, folder)
  const files: Readonly<Record<string, [string, Buffer]>> = {
    '/': ['text/html; charset=utf-8', brotliCompressSync(html)],
    '/page.js': ['text/javascript; charset=utf-8', brotliCompressSync(script.replaceAll(ASKED, ''))],
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = files[pathname]
    if (file) response.writeHead(200, { 'content-type': file[0], 'content-encoding': 'br' }).end(file[1])
    else if (Object.hasOwn(ANSWERS, pathname))
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWERS[pathname]))
    // Icons of providers: the list does not wait for them.
    else response.writeHead(204).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, server }
}
