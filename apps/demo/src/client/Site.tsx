import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { SITE_PATHS, type SiteData } from '../shared/site.ts'
import { HomePage } from './home/HomePage.tsx'
import { MessagePage } from './parts/MessagePage.tsx'
import { SiteFrame } from './parts/SiteFrame.tsx'
import { SignInPage } from './sign-in/SignInPage.tsx'
import { siteQuery } from './site-queries.ts'

// The widget is on these pages, and only they pay for it.
const FarmDataPage = lazy(async () => {
  const { FarmDataPage } = await import('./farm-data/FarmDataPage.tsx')
  return { default: FarmDataPage }
})

const PlaygroundPage = lazy(async () => {
  const { PlaygroundPage } = await import('./playground/PlaygroundPage.tsx')
  return { default: PlaygroundPage }
})

/** The whole site: the address says which page. Links are plain links, the server answers each. */
export function Site({ path }: { path: string }) {
  const { data: site, isError } = useQuery(siteQuery)
  const { title, page } = choosePage(path, site)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <SiteFrame site={site} path={path}>
      {isError ? (
        <MessagePage title="We cannot show this page" text="Our own server does not answer. Try again in a minute." />
      ) : (
        <Suspense>{page}</Suspense>
      )}
    </SiteFrame>
  )
}

function choosePage(path: string, site: SiteData | undefined) {
  switch (path) {
    case SITE_PATHS.home:
      return { title: 'Northfield Grain: know each field, not just the farm', page: <HomePage /> }
    case SITE_PATHS.signIn:
      return { title: 'Sign in, Northfield Grain', page: site && <SignInPage farms={site.farms} /> }
    case SITE_PATHS.farmData:
      return {
        title: 'Your farm data, Northfield Grain',
        page: site?.farm && <FarmDataPage farm={site.farm} hitchUrl={site.hitchUrl} />,
      }
    case SITE_PATHS.playground:
      return { title: 'Playground, Northfield Grain', page: site?.farm && <PlaygroundPage hitchUrl={site.hitchUrl} /> }
    default:
      return {
        title: 'Not found, Northfield Grain',
        page: <MessagePage title="There is no such page" text="It may have moved. Start again from the front page." />,
      }
  }
}
