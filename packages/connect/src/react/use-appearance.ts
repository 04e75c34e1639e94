import { useRef, type RefObject } from 'react'
import type { ConnectProps } from './connect-props.ts'
import { useBrowserLayoutEffect } from './use-browser-layout-effect.ts'

const propertyOf = (name: string): string => `--hitch-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/**
 * Sets the host's variables on the widget's frame. By CSSOM, after the render: a `style` attribute from a server would be
 * refused under `style-src 'self'`.
 */
export const useAppearance = (appearance: ConnectProps['appearance']): RefObject<HTMLElement | null> => {
  const frame = useRef<HTMLElement>(null)
  const variables = appearance?.variables
  useBrowserLayoutEffect(() => {
    const style = frame.current?.style
    const names = Object.entries(variables ?? {}).map(([name, value]) => {
      style?.setProperty(propertyOf(name), value)
      return propertyOf(name)
    })
    return () => names.forEach((name) => style?.removeProperty(name))
    // A host writes the object anew at every render: only its content counts.
  }, [JSON.stringify(variables)])
  return frame
}
