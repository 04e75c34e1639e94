import type { ProviderId } from '@hitch/protocol'
import type { ConnectProps } from '../react/connect-props.ts'
import { sessionFromUrl } from './session-from-url.ts'

/** What plain HTML can say; everything else is a property. */
export const ATTRIBUTES = ['base-url', 'session-url', 'providers', 'consent', 'locale', 'theme'] as const

/** Props of the widget as attributes tell them. `consent="false"` is the only way to say no. */
export const readAttributes = (element: Pick<Element, 'getAttribute'>): Partial<ConnectProps> => {
  const read = (name: (typeof ATTRIBUTES)[number]): string | undefined =>
    element.getAttribute(name)?.trim() || undefined
  const baseUrl = read('base-url')
  const sessionUrl = read('session-url')
  const providers = read('providers')?.split(/[\s,]+/) as ProviderId[] | undefined
  const locale = read('locale')
  const theme = read('theme') as ConnectProps['theme']
  return {
    ...(baseUrl && { baseUrl }),
    ...(sessionUrl && { fetchSession: sessionFromUrl(sessionUrl) }),
    ...(providers && { providers }),
    ...(read('consent') === 'false' && { consent: false }),
    ...(locale && { locale }),
    ...(theme && { theme }),
  }
}
