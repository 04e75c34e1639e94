import type { ReactElement } from 'react'
import { Icon } from './Icon.tsx'
import { Said, useTexts } from './Said.tsx'

/** Title and lead. The lead's second line is reserved before the brand is known, so that its arrival moves nothing. */
export const Header = ({ titleId, brand }: { titleId: string; brand: string | undefined }): ReactElement => {
  const texts = useTexts()
  return (
    <header className="hitch-head">
      <h2 className="hitch-title" id={titleId} tabIndex={-1}>
        {texts.plain('title')}
      </h2>
      <p className="hitch-lead">
        <span>{texts.plain('lead')}</span>{' '}
        <span>
          {brand === undefined ? <i className="hitch-bone" /> : <Said words={{ key: 'leadBrand', b: brand }} />}
        </span>
      </p>
    </header>
  )
}

/** The password line is always in sight. */
export const Footer = (): ReactElement => (
  <footer className="hitch-foot">
    <Icon name="lock" />
    <p>{useTexts().plain('password')}</p>
  </footer>
)

/** Rows of the same height as the tiles that come: nothing moves when they do. */
export const Skeleton = ({ rows }: { rows: number }): ReactElement => {
  const texts = useTexts()
  return (
    <>
      <p className="hitch-hidden">{texts.plain('loading')}</p>
      <ul className="hitch-tiles" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <li key={row} className="hitch-tile" data-state="skeleton">
            <div className="hitch-row">
              <i className="hitch-bone hitch-mark" />
              <i className="hitch-bone hitch-name" />
              <i className="hitch-bone hitch-status" />
              <div className="hitch-slot">
                <i className="hitch-bone hitch-button" data-size="small" />
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
  return (
    <div className="hitch-banner" data-tone="caution">
      <Icon name="offline" />
      <p id={id}>
        <b>{texts.plain('offlineTitle')}</b> <span>{texts.plain('offlineBanner')}</span>
      </p>
    </div>
  )
}
