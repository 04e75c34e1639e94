import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expectConnected, openProvider, signInAndAllow } from './grower.ts'
import { expect, test } from './fixtures.ts'

/** A page that pins one version of `hitch.js`, into which something else, a widget of its CMS say, brings another. */

const TITLE = 'Connect your farm data'
const OTHER_TITLE = 'Connect your other farm data'
const ROUND = '--hitch-radius,.75rem'
const package_ = resolve(import.meta.dirname, '../packages/connect')

/** The built file of another release: another number, another title and other styles. */
const otherRelease = async (): Promise<{ version: string; script: string }> => {
  const { version } = JSON.parse(await readFile(`${package_}/package.json`, 'utf8')) as { version: string }
  let script = await readFile(`${package_}/dist/hitch.js`, 'utf8')
  for (const [one, other] of [
    [`version:\`${version}\``, 'version:`9.9.9`'],
    [TITLE, OTHER_TITLE],
    [ROUND, '--hitch-radius,1px'],
  ] as const) {
    expect(script).toContain(one)
    script = script.replace(one, other)
  }
  return { version, script }
}

/** All that a page's console is told, errors that nobody caught too. */
const toldBy = (page: Page): string[] => {
  const told: string[] = []
  page.on('pageerror', (error) => told.push(String(error)))
  page.on('console', (message) => {
    // Browsers ask each site for an icon, and this one has none.
    if (!message.location().url.endsWith('/favicon.ico')) told.push(message.text())
  })
  return told
}

const OTHER = '/assets/of-another-release/hitch.js'

for (const { first, second, title, radius } of [
  { first: '/hitch.js', second: OTHER, title: TITLE, radius: '12px' },
  { first: OTHER, second: '/hitch.js', title: OTHER_TITLE, radius: '1px' },
])
  test(`two releases on a page, ${first} before ${second}: the first is the whole page's, and the console says so`, async ({
    page,
    stack,
    grower,
  }) => {
    const { version, script } = await otherRelease()
    await page.route(`${stack.bffUrl}${OTHER}`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    )
    const told = toldBy(page)
    const html = `
      <button>Connect accounts</button>
      <output></output>
      <script>
        for (const name of ['hitch-ready', 'hitch-success'])
          document.addEventListener(name, ({ target }) => document.querySelector('output').append(name + ' of ' + target.id + ', '))
      </script>
      <script src="{bff}${first}"></script>
      <script>var first = Hitch</script>
      <hitch-connect id="one" session-url="{session}"></hitch-connect>
      <script src="{bff}${second}"></script>
      <script>document.title = Hitch === first</script>
      <section id="place"></section>
      <script>
        Hitch.create({ container: '#place', sessionUrl: '{session}' }).element.id = 'two'
        const dialog = Hitch.create({ sessionUrl: '{session}', onSuccess: ({ provider }) => document.querySelector('output').append('dialog ' + provider) })
        document.querySelector('button').onclick = () => dialog.open()
      </script>`
    await page.goto(stack.hostPageUrl({ grower, html }))
    await expect(page).toHaveTitle('true')
    await expect(page.getByRole('heading', { name: title, exact: true })).toHaveCount(2)
    for (const root of await page.locator('.hitch-root').all()) await expect(root).toHaveCSS('border-radius', radius)

    const output = page.locator('body > output')
    await expect(output).toContainText('hitch-ready of two')
    await page.locator('#two').evaluate((element) => element.remove())
    await signInAndAllow(await openProvider(page, 'CNH FieldOps'))
    await expectConnected(page, 'CNH FieldOps')
    await page.getByRole('button', { name: 'Connect accounts' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('heading', { name: title, exact: true })).toBeVisible()
    await dialog.getByRole('button', { name: 'Connect Climate FieldView' }).click()
    const opened = page.waitForEvent('popup')
    await dialog.getByRole('button', { name: /^Continue to/ }).click()
    await signInAndAllow(await opened)
    await expect(output).toContainText('dialog', { timeout: 15_000 })
    expect((await output.innerText()).split(', ').toSorted()).toEqual([
      'dialog ClimateFieldView',
      'hitch-ready of one',
      'hitch-ready of two',
      'hitch-success of one',
    ])
    const [kept, left] = first === OTHER ? ['9.9.9', version] : [version, '9.9.9']
    expect(told).toEqual([
      `hitch.js ${left} of ${stack.bffUrl} is not used: hitch.js ${kept} of ${stack.bffUrl} was loaded first. Load one on a page.`,
    ])
  })

test('of another BFF, the same release is told of too: elements that name none would go to the first', async ({
  page,
  stack,
  grower,
}) => {
  const { version } = await otherRelease()
  await page.route('https://connect.example.org/hitch.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', path: `${package_}/dist/hitch.js` }),
  )
  const told = toldBy(page)
  const html = `
    <script src="{bff}/hitch.js"></script>
    <script src="https://connect.example.org/hitch.js"></script>
    <hitch-connect session-url="{session}"></hitch-connect>`
  await page.goto(stack.hostPageUrl({ grower, html }))
  await expect(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(told).toEqual([
    `hitch.js ${version} of https://connect.example.org is not used: hitch.js ${version} of ${stack.bffUrl} was loaded first. Load one on a page.`,
  ])
})
