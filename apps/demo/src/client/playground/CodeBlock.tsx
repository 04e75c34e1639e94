import { CopyButton } from '../parts/CopyButton.tsx'

export function CodeBlock({ title, code }: { title: string; code: string }) {
  return (
    <figure className="code-block">
      <figcaption>
        {title}
        <CopyButton text={code} label={title} />
      </figcaption>
      <pre>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
