import { SITE_PATHS } from '../../shared/site.ts'
import { FieldsFromAbove } from './FieldsFromAbove.tsx'
import { Offers } from './Offers.tsx'
import { SampleReport } from './SampleReport.tsx'
import { Steps } from './Steps.tsx'
import { Yours } from './Yours.tsx'

export function HomePage() {
  return (
    <>
      <section className="wide hero">
        <h1>Know each field, not just the farm.</h1>
        <p className="lead">
          Your machines write down every pass. Northfield Grain turns those records into agronomy reports for each field
          you grow with us. Connect the accounts you already use, once.
        </p>
        <p className="hero-actions">
          <a className="button button-primary button-large" href={SITE_PATHS.farmData}>
            Connect your farm data
          </a>
          <a className="button button-outline button-large" href="#reports">
            See a sample report
          </a>
        </p>
      </section>
      <div className="wide">
        <div className="hero-picture">
          <FieldsFromAbove />
          <dl className="field-note">
            <div>
              <dt>Field</dt>
              <dd>West 28, corn</dd>
            </div>
            <div>
              <dt>Yield</dt>
              <dd>11.9 t/ha</dd>
            </div>
            <div>
              <dt>Three-year mean</dt>
              <dd>11.2 t/ha</dd>
            </div>
          </dl>
        </div>
      </div>
      <Offers />
      <SampleReport />
      <Steps />
      <Yours />
    </>
  )
}
