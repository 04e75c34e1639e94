import type { ProviderId } from '@hitch/protocol'
import type { ConnectProps } from '../react/connect-props.ts'
import { sessionFromUrl } from './session-from-url.ts'

/** What plain HTML can say; everything else is a property. `open` is read by the element, which writes it too. */
export const ATTRIBUTES = [
  'base-url',
  'session-url',
  'providers',
  'display',
  'open',
  'flow',
  'consent',
  'locale',
  'theme',
] as const

/** Props of the widget as attributes tell them. `consent="false"` is the only way to say no. */
export const readAttributes = (element: Pick<Element, 'getAttribute'>): Partial<ConnectProps> => {
  const read = (name: (typeof ATTRIBUTES)[number]): string | undefined =>
    element.getAttribute(name)?.trim() || undefined
  const baseUrl = read('base-url')
  const sessionUrl = read('session-url')
  const providers = read('providers')?.split(/[\s,]+/) as ProviderId[] | undefined
  const display = read('display') as ConnectProps['display']
  const flow = read('flow') as ConnectProps['flow']
  const locale = read('locale')
  const theme = read('theme') as ConnectProps['theme']
  return {
    ...(baseUrl && { baseUrl }),
    ...(sessionUrl && { fetchSession: sessionFromUrl(sessionUrl) }),
    ...(providers && { providers }),
    ...(display && { display }),
    ...(flow && { flow }),
    ...(read('consent') === 'false' && { consent: false }),
    ...(locale && { locale }),
    ...(theme && { theme }),
  }
}
