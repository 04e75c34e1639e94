import { type Farm, SITE_PATHS } from '../../shared/site.ts'

/** The end of the header: who is signed in, and the way out; or the way in. */
export function SignedIn({ farm, path }: { farm: Farm | null; path: string }) {
  if (farm) {
    return (
      <form method="post" action={SITE_PATHS.signOut} className="signed-in">
        <span className="signed-in-farm">{farm.name}</span>
        <button type="submit" className="button button-quiet">
          Sign out
        </button>
      </form>
    )
  }
  if (path === SITE_PATHS.signIn) return null
  return (
    <a className="button button-outline" href={SITE_PATHS.signIn}>
      Sign in
    </a>
  )
}
