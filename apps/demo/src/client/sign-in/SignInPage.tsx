import { type Farm, SITE_PATHS } from '../../shared/site.ts'
import { Icon } from '../parts/Icon.tsx'

const hectares = new Intl.NumberFormat('en')

/** A pretend sign-in: no password, one button per farm. It is a plain form and would work without script. */
export function SignInPage({ farms }: { farms: readonly Farm[] }) {
  return (
    <div className="narrow sign-in">
      <h1>Which farm is yours?</h1>
      <p className="lead">A demo has no passwords. Pick a farm; each has farm data accounts of its own.</p>
      <form method="post" action={SITE_PATHS.signIn}>
        <input type="hidden" name="page" value={new URLSearchParams(location.search).get('page') ?? ''} />
        <ul className="farm-list">
          {farms.map((farm) => (
            <li key={farm.id}>
              <button type="submit" name="farm" value={farm.id} className="farm-choice">
                <span>
                  <b>{farm.name}</b>
                  <span>
                    {farm.place}, {hectares.format(farm.hectares)} ha
                  </span>
                </span>
                <Icon name="arrow" />
              </button>
            </li>
          ))}
        </ul>
      </form>
    </div>
  )
}
