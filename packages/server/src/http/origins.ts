import { isLoopbackHost } from '@hitch/providers'

/**
 * Why a text cannot be HITCH_PUBLIC_URL, or null. It is an origin: scheme, host, port; https, http only on loopback.
 * DESIGN section 5.
 */
export const publicUrlFault = (text: string): string | null => {
  const fault = originShapeFault(text)
  if (fault !== null) return fault
  return isHttpsOrLoopback(new URL(text)) ? null : 'must be https (http only on loopback)'
}

/**
 * Why sessions cannot be made for an origin, or null. Plain http is for one's own machine alone, and only while the
 * BFF's own URL is http on loopback too, whatever NODE_ENV says.
 */
export const allowedOriginFault = (text: string, publicUrl: string): string | null => {
  const fault = originShapeFault(text)
  if (fault !== null) return fault
  const url = new URL(text)
  if (url.protocol === 'https:') return null
  if (!isHttpsOrLoopback(url)) return 'must be https (http only on loopback)'
  return isHttpOnLoopback(publicUrl) ? null : 'may be http only while HITCH_PUBLIC_URL is itself http on loopback'
}

export const isHttpOnLoopback = (publicUrl: string): boolean => {
  const url = new URL(publicUrl)
  return url.protocol === 'http:' && isLoopbackHost(url.hostname)
}

/** Whether an absolute URL lies on an origin; a name and password in it would send a grower somewhere unexpected. */
export const liesOn = (url: string, origin: string): boolean => {
  const { origin: itsOrigin, username, password } = new URL(url)
  return itsOrigin === origin && username === '' && password === ''
}

/** Only the browser's own spelling is compared with what a browser sends: no path, no default port, no capitals. */
const originShapeFault = (text: string): string | null => {
  if (!URL.canParse(text)) return 'must be an origin such as https://farm.example.com'
  if (text.includes('*')) return 'must be one origin: there are no wildcards'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must be an http or https origin'
  return url.origin === text ? null : `must be spelt as browsers send it: ${url.origin}`
}

export const isHttpsOrLoopback = (url: URL): boolean => url.protocol === 'https:' || isLoopbackHost(url.hostname)
