import { expectConnected, openProvider, providers, saveOrganizations, signInAndAllow } from './grower.ts'
import { expect, test } from './fixtures.ts'

/** The sandbox marks each of its secrets; none may reach a byte that a browser gets from us, nor our log. */
test('no secret of any provider or of Leaf reaches the browser or the log', async ({
  page,
  context,
  ownStack: stack,
  grower,
}) => {
  const bodies: Promise<string>[] = []
  const codes: string[] = []
  context.on('request', (request) => {
    const url = new URL(request.url())
    const code = url.searchParams.get('code')
    if (code !== null) codes.push(code)
  })
  context.on('response', (response) => {
    if (!response.url().startsWith(stack.bffUrl)) return
    const headers = JSON.stringify(response.headers())
    bodies.push(
      response.text().then(
        (text) => `${response.url()}\n${headers}\n${text}`,
        () => headers,
      ),
    )
  })

  await page.goto(stack.hostPageUrl({ grower }))
  for (const provider of providers) {
    const window = await openProvider(page, provider.name)
    await signInAndAllow(window)
    if (provider.id === 'JohnDeere') await saveOrganizations(window)
    await expectConnected(page, provider.name)
  }

  const got = (await Promise.all(bodies)).join('\n')
  const log = stack.bffLog()
  expect(bodies.length).toBeGreaterThan(10)
  expect(codes.length).toBeGreaterThanOrEqual(providers.length)
  expect(log).toContain('CNHIFieldOps')
  for (const [where, text] of Object.entries({ browser: got, log })) {
    expect(text.includes('CANARY'), `a canary in the ${where}`).toBe(false)
    expect(text.includes(stack.secretKey), `the secret key in the ${where}`).toBe(false)
  }
  for (const code of codes) expect(log.includes(code), 'an authorization code in the log').toBe(false)
})
