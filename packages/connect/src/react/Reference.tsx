import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import type { Texts } from '../messages/text.ts'
import type { Classes } from './class-names.ts'
import type { Announcement } from './use-announcer.ts'

/** A code that support can look up, with Copy. Where the clipboard is closed to us, the code is selected instead. */
export const Reference = ({
  code,
  icon,
  texts,
  classes,
  announce,
}: {
  code: string
  icon: ReactNode
  texts: Texts
  classes: Classes
  announce: (announcement: Announcement) => void
}): ReactElement => {
  const element = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code)
      setCopied(true)
      announce({ text: texts.plain('sayCopied') })
    } catch {
      if (element.current) getSelection()?.selectAllChildren(element.current)
    }
  }

  return (
    <p className={classes('reference')}>
      <span>
        {texts.plain('reference')} <code ref={element}>{code}</code>
      </span>
      <button
        type="button"
        className={classes('button')}
        data-kind="quiet"
        data-size="tiny"
        onClick={() => void copy()}
      >
        {icon}
        {texts.plain(copied ? 'copied' : 'copy')}
      </button>
    </p>
  )
}
