import { Connect, useConnect, type UseConnectOptions } from '@hitch/connect/react'
import { lazy, Suspense } from 'react'
import '@hitch/connect/styles.css'
import { OpenButton } from './OpenButton.tsx'
import type { PlaygroundSettings } from './settings.ts'

// It holds a small React of its own: who looks at the forms for pages with React does not pay for it.
const WidgetWithoutReact = lazy(async () => {
  const { WidgetWithoutReact } = await import('./WidgetWithoutReact.tsx')
  return { default: WidgetWithoutReact }
})

/** The widget as the code beside it makes it: each form and display by its own way in. */
export function LiveWidget({
  form,
  display,
  widget,
}: Pick<PlaygroundSettings, 'form' | 'display'> & { widget: UseConnectOptions }) {
  if (form === 'react') return display === 'inline' ? <Connect {...widget} /> : <ReactDialog widget={widget} />
  return (
    <Suspense>
      <WidgetWithoutReact form={form} display={display} widget={widget} />
    </Suspense>
  )
}

function ReactDialog({ widget }: { widget: UseConnectOptions }) {
  const { open, ready } = useConnect(widget)
  return <OpenButton ready={ready} onOpen={() => open()} />
}
