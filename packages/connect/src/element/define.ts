import type { ConnectProps } from '../react/connect-props.ts'
import { HitchConnectElement } from './HitchConnectElement.tsx'

/**
 * Makes `<hitch-connect>` known to the page. Harmless where it is known already, and on a server.
 *
 * @param usual what holds where neither attribute nor property says otherwise
 * @example
 * import { defineHitchConnect } from '@hitch/connect/element'
 * defineHitchConnect({ baseUrl: 'https://connect.example.com' })
 */
export const defineHitchConnect = (usual: Partial<ConnectProps> = {}): void => {
  const elements = globalThis.customElements
  if (!elements || elements.get('hitch-connect')) return
  elements.define(
    'hitch-connect',
    class extends HitchConnectElement {
      protected override usual(): Partial<ConnectProps> {
        return usual
      }
    },
  )
}

declare global {
  interface HTMLElementTagNameMap {
    'hitch-connect': HitchConnectElement
  }
}
