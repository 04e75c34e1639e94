import type { Page } from '@playwright/test'
import { resolve } from 'node:path'
import { scriptTag } from '../scripts/lib/script-tag.mjs'
import { consentTo, expectConnected, openProvider, saveOrganizations, signInAndAllow } from './grower.ts'
import { expect, test } from './fixtures.ts'

/** Pages as somebody makes them who has no React: pasted into a bare HTML file, or written with Vue. */

const connectBoth = async (page: Page): Promise<void> => {
  await signInAndAllow(await openProvider(page, 'CNH FieldOps'))
  await expectConnected(page, 'CNH FieldOps')
  const deere = await openProvider(page, 'John Deere')
  await signInAndAllow(deere)
  await saveOrganizations(deere)
  await expectConnected(page, 'John Deere')
}
const BOTH = [
  { provider: 'CNHIFieldOps', status: 'connected' },
  { provider: 'JohnDeere', status: 'connected' },
]
const sorted = (connections: { provider: string }[]) =>
  connections.toSorted((one, other) => one.provider.localeCompare(other.provider))

/** What went wrong in the page and was told on its console. */
const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // Browsers ask each site for an icon, and this one has none.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text())
  })
  return complaints
}

test('the script tag pasted into a bare HTML file, twice, connects both', async ({ page, stack, grower }) => {
  const complaints = complaintsOf(page)
  const html = `
    <script src="{bff}/hitch.js"></script>
    <script>var first = Hitch</script>
    <hitch-connect session-url="{session}"></hitch-connect>
    <script src="{bff}/hitch.js"></script>
    <script>document.title = Hitch === first</script>`
  await page.goto(stack.hostPageUrl({ grower, html }))
  await expect(page).toHaveTitle('true')
  await connectBoth(page)
  expect(sorted(await stack.connectionsOf(grower))).toMatchObject(BOTH)
  expect(complaints).toEqual([])
})

test('the element in a page of Vue connects both, with bound properties and events', async ({
  page,
  stack,
  grower,
}) => {
  const complaints = complaintsOf(page)
  const html = `
    <main></main>
    <script src="{bff}/hitch.js" async></script>
    <script type="module">
      import { createApp } from '/vue.js'
      const app = createApp({
        data: () => ({
          session: '{session}',
          providers: ['CNHIFieldOps', 'JohnDeere'],
          appearance: { variables: { radius: '3px' } },
          connected: [],
        }),
        template: \`
          <hitch-connect :session-url="session" :providers="providers" :appearance.prop="appearance"
            @hitch-success="connected.push($event.detail.connection.provider)"></hitch-connect>
          <output>{{ connected.join(' and ') }}</output>\`,
      })
      app.config.compilerOptions.isCustomElement = (tag) => tag === 'hitch-connect'
      app.mount('main')
    </script>`
  await page.goto(stack.hostPageUrl({ grower, html }))
  await expect(page.getByRole('listitem')).toHaveCount(2)
  await expect(page.locator('.hitch-root')).toHaveCSS('border-radius', '3px')
  await connectBoth(page)
  await expect(page.locator('main > output')).toHaveText('CNHIFieldOps and JohnDeere')
  expect(sorted(await stack.connectionsOf(grower))).toMatchObject(BOTH)
  expect(complaints).toEqual([])
})

test('Hitch.create opens a dialog by a button of the page, and connects', async ({ page, stack, grower }) => {
  const html = `
    <button>Connect accounts</button>
    <output></output>
    <script src="{bff}/hitch.js"></script>
    <script>
      const dialog = Hitch.create({
        sessionUrl: '{session}',
        onSuccess: (connection) => document.querySelector('output').append(connection.provider),
        onExit: (error, { reason }) => document.querySelector('output').append(' ' + reason),
      })
      document.querySelector('button').onclick = () => dialog.open()
    </script>`
  await page.goto(stack.hostPageUrl({ grower, html }))
  await page.getByRole('button', { name: 'Connect accounts' }).click()
  await signInAndAllow(await consentTo(page, 'CNH FieldOps'))
  await expect(page.locator('body > output')).toHaveText('CNHIFieldOps', { timeout: 15_000 })
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.locator('body > output')).toHaveText('CNHIFieldOps done')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the hash that the build prints is that of what is served, and a page that asks for it loads that alone', async ({
  page,
  stack,
  grower,
}) => {
  const { path, integrity } = await scriptTag(resolve(import.meta.dirname, '..'))
  const policy = `default-src 'none'; script-src ${stack.bffUrl}; connect-src 'self' ${stack.bffUrl}; form-action ${stack.bffUrl}; require-trusted-types-for 'script'`
  const open = (hash: string) =>
    page.goto(
      stack.hostPageUrl({
        grower,
        html: `
          <script src="{bff}${path}" integrity="${hash}" crossorigin="anonymous"></script>
          <hitch-connect session-url="{session}"></hitch-connect>`,
        headers: { 'content-security-policy': policy, 'cross-origin-embedder-policy': 'require-corp' },
      }),
    )
  const complaints = complaintsOf(page)
  await open(integrity)
  await expect(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(complaints).toEqual([])

  await open(`sha384-${'A'.repeat(64)}`)
  await expect.poll(() => complaints.join()).toContain('integrity')
  await expect(page.getByRole('button')).toHaveCount(0)
})
