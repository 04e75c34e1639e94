import { useState } from 'react'
import { Icon } from './Icon.tsx'

/** Copies a text, and says so until the text is another. `label`: what of, for whoever does not see where it stands. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState<string>()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(text)
  }
  return (
    <>
      <button type="button" className="button button-outline" onClick={() => void copy()}>
        <Icon name={copied === text ? 'tick' : 'copy'} />
        {copied === text ? 'Copied' : 'Copy'}
        <span className="visually-hidden"> {label}</span>
      </button>
      <output className="visually-hidden">{copied === text && `${label}: copied`}</output>
    </>
  )
}
