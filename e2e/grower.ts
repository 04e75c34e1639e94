import { expect, type Page } from '@playwright/test'

/** What a grower does in the provider's window, by its real buttons. */

export const providers = [
  { id: 'CNHIFieldOps', name: 'CNH FieldOps' },
  { id: 'JohnDeere', name: 'John Deere' },
  { id: 'CNHI', name: 'CNH AFS Connect' },
  { id: 'ClimateFieldView', name: 'Climate FieldView' },
] as const

/** Presses the tile, reads the consent and goes on: gives the window that opens. The pane stays. */
export const consentTo = async (page: Page, name: string): Promise<Page> => {
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: /^Continue to/ }).click()
  return opened
}

/** The same, and back to the list: the attempt goes on, and its tile tells how it stands. */
export const openProvider = async (page: Page, name: string): Promise<Page> => {
  const window = await consentTo(page, name)
  await page.getByRole('button', { name: 'All accounts' }).click()
  return window
}

export const signInAndAllow = async (window: Page): Promise<void> => {
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByRole('button', { name: 'Allow' }).click()
}

/** John Deere's second page, untouched: one organization is already on. */
export const saveOrganizations = (window: Page): Promise<void> => window.getByRole('button', { name: 'Save' }).click()

export const tile = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

export const expectConnected = (page: Page, name: string): Promise<void> =>
  expect(tile(page, name)).toContainText('Connected', { timeout: 15_000 })

export const refuse = async (window: Page): Promise<void> => {
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByRole('button', { name: 'Refuse' }).click()
}

/** The tester's choice on a page of the sandbox, such as `severed_opener` or `expired_code`. */
export const chooseOutcome = async (window: Page, outcome: string): Promise<void> => {
  await window.getByText('Test another outcome').click()
  await window.locator(`input[value="${outcome}"]`).check()
}
