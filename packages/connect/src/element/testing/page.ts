import { onTestFinished, vi } from 'vitest'
import { FakeBff, ORIGIN } from '../../core/testing/fake-bff.ts'
import { connectState } from '../../react/testing/fixtures.ts'
import type { HitchConnectElement } from '../index.ts'

/** A page without React, over a BFF in memory: whatever the test puts on it is taken away after. */
export const openPage = (): FakeBff => {
  const bff = new FakeBff()
  const spy = vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    const response = await bff.fetch(input, init)
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (pathname !== '/v1/connect' || !response.ok) return response
    const { session } = (await response.json()) as { session: { sessionId: string } }
    const state = connectState()
    return Response.json({ ...state, session: { ...state.session, ...session } })
  })
  onTestFinished(() => {
    document.body.replaceChildren()
    spy.mockRestore()
  })
  return bff
}

export const token = (): Promise<string> => Promise.resolve('token-1')

export const place = (attributes: Record<string, string> = {}, parent: Node = document.body): HitchConnectElement => {
  const element = document.createElement('hitch-connect')
  element.setAttribute('base-url', ORIGIN)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.fetchSession = token
  parent.appendChild(element)
  return element
}

export const inside = (element: Element, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
]

export const rows = (element: Element): number => inside(element, '.hitch-row').length

/** The words of what has the focus, in whatever shadow it stands. */
export const focused = (): string => {
  let { activeElement } = document
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot)
  return activeElement?.ariaLabel || activeElement?.textContent || ''
}
