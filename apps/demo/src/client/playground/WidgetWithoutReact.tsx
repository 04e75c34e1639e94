import { create, type CreatedDialog, type CreatedInline, defineHitchConnect } from '@hitch/connect/element'
import type { UseConnectOptions } from '@hitch/connect/react'
import { useEffect, useRef, useState } from 'react'
import { OpenButton } from './OpenButton.tsx'
import type { PlaygroundSettings } from './settings.ts'

/** The forms for pages without React, held by a page that has one: it only says where they stand. */
export function WidgetWithoutReact({
  form,
  display,
  widget,
}: Pick<PlaygroundSettings, 'display'> & { form: 'element' | 'script'; widget: UseConnectOptions }) {
  if (form === 'element') return <ElementWidget display={display} widget={widget} />
  return display === 'inline' ? <CreatedWidget widget={widget} /> : <CreatedInDialog widget={widget} />
}

function ElementWidget({ display, widget }: Pick<PlaygroundSettings, 'display'> & { widget: UseConnectOptions }) {
  const place = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLElementTagNameMap['hitch-connect']>(undefined)
  useEffect(() => {
    if (!element.current) {
      defineHitchConnect()
      element.current = document.createElement('hitch-connect')
      place.current?.append(element.current)
    }
    element.current.setAttribute('display', display)
    element.current.update(widget)
  }, [display, widget])
  useEffect(
    () => () => {
      element.current?.remove()
      element.current = undefined
    },
    [],
  )
  return (
    <>
      {display === 'dialog' && <OpenButton ready onOpen={() => element.current?.setAttribute('open', '')} />}
      <div ref={place} />
    </>
  )
}

function CreatedWidget({ widget }: { widget: UseConnectOptions }) {
  const place = useRef<HTMLDivElement>(null)
  const created = useRef<CreatedInline>(undefined)
  useEffect(() => {
    if (created.current) created.current.update(widget)
    else if (place.current) created.current = create({ ...widget, container: place.current })
  }, [widget])
  useEffect(() => () => forget(created), [])
  return <div ref={place} />
}

function CreatedInDialog({ widget }: { widget: UseConnectOptions }) {
  const [ready, setReady] = useState(false)
  const created = useRef<CreatedDialog>(undefined)
  useEffect(() => {
    if (created.current) created.current.update(widget)
    else created.current = create({ ...widget, onReadyChange: setReady })
  }, [widget])
  useEffect(() => () => forget(created), [])
  return <OpenButton ready={ready} onOpen={() => created.current?.open()} />
}

/** StrictMode mounts twice: the second time it is made anew. */
function forget(created: { current: { destroy(): void } | undefined }): void {
  created.current?.destroy()
  created.current = undefined
}
