import { expect, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import type { ConnectProps } from '../connect-props.ts'
import { ControlledDialog } from './ControlledDialog.tsx'
import { openHostPage, type HostPage } from './host-page.tsx'

export const dialog = page.getByRole('dialog')
export const button = (name: string) => page.getByRole('button', { name, exact: true })
export const opener = button('Connect accounts')
export const title = page.getByRole('heading', { level: 2, name: 'Connect your farm data' })

export const openDialog = async (props: Partial<ConnectProps> = {}, host = openHostPage()): Promise<HostPage> => {
  await render(<ControlledDialog host={host} {...props} />)
  await opener.click()
  await expect.element(dialog).toBeVisible()
  return host
}

const started = (bff: HostPage['bff']): string | undefined =>
  [...bff.attempts.values()].find(({ provider }) => provider === 'JohnDeere')?.attemptId

/** The grower is at John Deere, in the window. */
export const goToProvider = async (host: HostPage): Promise<string> => {
  await button('Connect John Deere').click()
  const attemptId = await vi.waitUntil(() => started(host.bff))
  host.bff.start(attemptId)
  host.nudge()
  await expect.element(page.getByText('Finish at', { exact: false }).first()).toBeVisible()
  return attemptId
}
