import { hydrateRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import '../styles/index.css'
import { openHostPage } from './testing/host-page.tsx'

afterEach(() => vi.restoreAllMocks())

/** What a server sends. */
const renderOnServer = async (): Promise<{ html: string; complaints: string[] }> => {
  const worker = new Worker(new URL('testing/server.worker.tsx', import.meta.url), { type: 'module' })
  const answer = await new Promise<MessageEvent>((resolve, reject) => {
    worker.addEventListener('message', resolve)
    worker.addEventListener('error', reject)
  })
  worker.terminate()
  return answer.data as { html: string; complaints: string[] }
}

it('takes over what the server rendered without a word, and moves nothing when the tiles come', async () => {
  const host = openHostPage()
  host.bff.holding = /connect$/
  const server = await renderOnServer()
  expect(server.complaints).toEqual([])
  const complaints = vi.spyOn(console, 'error')
  const mismatch = vi.fn<(error: unknown) => void>()
  const container = document.createElement('div')
  container.innerHTML = server.html
  document.body.append(container)
  const rows = (): number[] =>
    [...container.querySelectorAll('.hitch-row')].map((row) => Math.round(row.getBoundingClientRect().top))
  const before = rows()
  const root = hydrateRoot(container, <host.Widget />, { onRecoverableError: mismatch })
  await vi.waitFor(() => expect(host.bff.held).toHaveLength(1))
  expect(rows()).toEqual(before)

  host.bff.release()
  await expect.element(page.getByRole('button', { name: 'Connect John Deere' })).toBeVisible()
  expect(rows()).toEqual(before)
  expect(mismatch).not.toHaveBeenCalled()
  expect(complaints).not.toHaveBeenCalled()
  root.unmount()
  container.remove()
})
