import { SITE_PATHS } from '../../shared/site.ts'
import { Icon } from '../parts/Icon.tsx'

const WE_DO = [
  'Read your fields, field work and machine files',
  'Show you who reads them, and since when',
  'Stop when you say stop, on the same page',
]
const WE_DO_NOT = ['See your passwords', 'Change anything in your accounts', 'Sell your data, or give it to anyone']

export function Yours() {
  return (
    <section className="wide section" aria-labelledby="yours-title">
      <div className="yours">
        <div>
          <h2 id="yours-title">It stays your data</h2>
          <p className="lead">You own this cooperative. You own the records too.</p>
          <a className="button button-on-dark button-large" href={SITE_PATHS.farmData}>
            Connect your farm data
          </a>
        </div>
        <div className="yours-lists">
          <div>
            <h3>We do</h3>
            <ul>
              {WE_DO.map((line) => (
                <li key={line}>
                  <Icon name="tick" />
                  {line}
                </li>
              ))}
            </ul>
          </div>
          <div>
            <h3>We do not</h3>
            <ul>
              {WE_DO_NOT.map((line) => (
                <li key={line}>
                  <Icon name="cross" />
                  {line}
                </li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </section>
  )
}
