import type { ProviderSummary } from '@hitch/protocol'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Kit } from '../kit.ts'
import type { WidgetContext } from '../widget.ts'
import { findProviders } from './find-providers.ts'

/** The count is read out once the grower has stopped typing. Milliseconds. */
const SAY_AFTER = 500

/** A field above the tiles that leaves only those that fit; and a way out where none does. Escape clears it. */
export const Search = ({
  kit: { Button, texts, classes },
  providers,
  announce,
  onFound,
}: {
  kit: Kit
  providers: readonly ProviderSummary[]
  announce: WidgetContext['announce']
  /** The ids that fit; undefined while nothing is looked for. */
  onFound: (ids: readonly string[] | undefined) => void
}): ReactElement => {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const wanted = typed.trim()
  const found = findProviders(providers, wanted)
  const ids = found.map(({ id }) => id).join(' ')

  useEffect(() => onFound(wanted ? ids.split(' ') : undefined), [onFound, wanted, ids])
  const n = found.length
  const text = n > 0 ? texts.plain({ key: 'sayFound', n }) : `${texts.plain('noneFound')}.`
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(announce, SAY_AFTER, { text })
    return () => clearTimeout(timer)
  }, [announce, wanted, text])

  return (
    <search className={classes('search')}>
      <svg className={classes('icon')} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5zM10.6 10.6 14 14" />
      </svg>
      <input
        ref={field}
        type="search"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-label={texts.plain('find')}
        placeholder={texts.plain('find')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !typed) return
          // A dialog around it stays open.
          event.preventDefault()
          event.stopPropagation()
          setTyped('')
        }}
      />
      {n === 0 && (
        <div className={`${classes('message')} hitch-none`}>
          <h3 className={classes('name')}>{texts.plain('noneFound')}</h3>
          <p>{texts.plain('noneFoundText')}</p>
          <Button
            kind="outline"
            onClick={() => {
              setTyped('')
              field.current?.focus()
            }}
          >
            {texts.plain('clearSearch')}
          </Button>
        </div>
      )}
    </search>
  )
}
