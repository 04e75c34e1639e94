import type { ReactNode } from 'react'
import { SITE_PATHS, type SiteData } from '../../shared/site.ts'
import { DemoStrip } from './DemoStrip.tsx'
import { Logo } from './Logo.tsx'
import { SignedIn } from './SignedIn.tsx'

/** What stands around every page: the demo's strip, the header, the footer. */
export function SiteFrame({ site, path, children }: { site: SiteData | undefined; path: string; children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <DemoStrip sandboxUrl={site?.sandboxUrl} />
      <header className="site-header">
        <div className="wide site-header-row">
          <a className="site-name" href={SITE_PATHS.home}>
            <Logo />
            Northfield Grain
          </a>
          <nav className="site-nav" aria-label="Main">
            <a href="/#reports">Reports</a>
            <a href="/#steps">How it works</a>
            <a href={SITE_PATHS.farmData} aria-current={path === SITE_PATHS.farmData ? 'page' : undefined}>
              Your farm data
            </a>
            <a href={SITE_PATHS.playground} aria-current={path === SITE_PATHS.playground ? 'page' : undefined}>
              Playground
            </a>
          </nav>
          <div className="site-account">{site && <SignedIn farm={site.farm} path={path} />}</div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div className="wide site-footer-row">
          <span className="site-name">
            <Logo />
            Northfield Grain
          </span>
          <p>A cooperative owned by the growers it serves. It exists only in this demo.</p>
        </div>
      </footer>
    </>
  )
}
