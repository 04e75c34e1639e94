import type { ReactElement } from 'react'
import { useClasses } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { Said, useTexts } from './Said.tsx'

/** Title and lead. The lead's second line is reserved before the brand is known, so that its arrival moves nothing. */
export const Header = ({ titleId, brand }: { titleId: string; brand: string | undefined }): ReactElement => {
  const texts = useTexts()
  const classes = useClasses()
  return (
    <header className={classes('header')}>
      <h2 className={classes('title')} id={titleId} tabIndex={-1}>
        {texts.plain('title')}
      </h2>
      <p className={classes('lead')}>
        <span>{texts.plain('lead')}</span>{' '}
        <span>
          {brand === undefined ? <i className={classes('bone')} /> : <Said words={{ key: 'leadBrand', b: brand }} />}
        </span>
      </p>
    </header>
  )
}

/** The password line is always in sight. */
export const Footer = (): ReactElement => (
  <footer className={useClasses()('footer')}>
    <Icon name="lock" />
    <p>{useTexts().plain('password')}</p>
  </footer>
)

/** Rows of the same height as the tiles that come: nothing moves when they do. */
export const Skeleton = ({ rows }: { rows: number }): ReactElement => {
  const texts = useTexts()
  const classes = useClasses()
  return (
    <>
      <p className="hitch-hidden">{texts.plain('loading')}</p>
      <ul className={classes('tiles')} aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <li key={row} className={classes('tile')} data-state="skeleton">
            <div className={classes('row')}>
              <i className={classes('bone', 'mark')} />
              <i className={classes('bone', 'name')} />
              <i className={classes('bone', 'status')} />
              <div className={classes('slot')}>
                <i className={classes('bone', 'button')} data-size="small" />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What concerns all tiles. It pushes, it never covers. */
export const OfflineBanner = ({ id }: { id: string }): ReactElement => {
  const texts = useTexts()
  const classes = useClasses()
  return (
    <div className={classes('banner')} data-tone="caution">
      <Icon name="offline" />
      <p id={id}>
        <b>{texts.plain('offlineTitle')}</b> <span>{texts.plain('offlineBanner')}</span>
      </p>
    </div>
  )
}
