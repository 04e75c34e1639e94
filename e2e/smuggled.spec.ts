import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures.ts'

/**
 * Markup that a host let through: right Origin, right session, and yet no script's work. Each form is what a browser can
 * send without script; none may start an attempt.
 */
const forms = {
  urlencoded: (ticket: string) => `<input name="ticket" value="${ticket}">`,
  'a plain multipart field': (ticket: string) => `<input name="ticket" value="${ticket}">`,
  'text/plain': (ticket: string) => `<input name="ticket" value="${ticket}">`,
  'an empty file part': () => `<input type="file" name="ticket">`,
}
const enctypes: Record<keyof typeof forms, string> = {
  urlencoded: 'application/x-www-form-urlencoded',
  'a plain multipart field': 'multipart/form-data',
  'text/plain': 'text/plain',
  'an empty file part': 'multipart/form-data',
}

for (const kind of Object.keys(forms) as (keyof typeof forms)[]) {
  test(`a form smuggled into the host's page, as ${kind}, starts nothing`, async ({ page, stack, grower }) => {
    const prepared = await stack.prepareAttempt(grower, 'CNHIFieldOps')
    await page.goto(stack.hostPageUrl({ grower: `other-${randomUUID()}` }))
    const answered = page.waitForResponse((response) => response.url() === `${stack.bffUrl}/start`)
    await page.evaluate(
      ([action, enctype, inner]) => {
        document.body.insertAdjacentHTML(
          'beforeend',
          `<form method="post" action="${action}" enctype="${enctype}">${inner}<button>Win a tractor</button></form>`,
        )
      },
      [`${stack.bffUrl}/start`, enctypes[kind], forms[kind](prepared.ticket)] as const,
    )
    await page.getByRole('button', { name: 'Win a tractor' }).click()
    const response = await answered
    expect(response.request().headers()['origin']).toBe(stack.hostUrl)
    expect([400, 415]).toContain(response.status())
    expect(await response.headerValue('refresh')).toBeNull()
    expect(await stack.attemptStatus(grower, prepared.attemptId)).toBe('created')
  })
}

test('a page on another origin cannot start a grower’s attempt, even with script and a ticket', async ({
  page,
  stack,
  grower,
}) => {
  const prepared = await stack.prepareAttempt(grower, 'CNHIFieldOps')
  // The same machine by another name is another origin.
  await page.goto(stack.hostPageUrl({ grower }).replace('127.0.0.1', 'localhost'))
  const answered = page.waitForResponse((response) => response.url() === `${stack.bffUrl}/start`)
  await page.evaluate(
    ([action, ticket]) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.enctype = 'multipart/form-data'
      form.action = action
      const input = document.createElement('input')
      input.type = 'file'
      input.name = 'ticket'
      const files = new DataTransfer()
      files.items.add(new File([ticket], 'hitch-ticket', { type: 'application/vnd.hitch' }))
      input.files = files.files
      form.append(input)
      document.body.append(form)
      form.submit()
    },
    [`${stack.bffUrl}/start`, prepared.ticket] as const,
  )
  const response = await answered
  expect(response.status()).toBe(403)
  expect(await response.headerValue('refresh')).toBeNull()
  expect(await stack.attemptStatus(grower, prepared.attemptId)).toBe('created')
})
