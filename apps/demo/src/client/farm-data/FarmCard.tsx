import type { Farm } from '../../shared/site.ts'

const hectares = new Intl.NumberFormat('en')
const season = new Date().getFullYear()

export function FarmCard({ farm }: { farm: Farm }) {
  return (
    <section className="card" aria-labelledby="farm-title">
      <h2 id="farm-title">{farm.name}</h2>
      <dl className="facts">
        <div>
          <dt>Season</dt>
          <dd>{season}</dd>
        </div>
        <div>
          <dt>Contracted area</dt>
          <dd>{hectares.format(farm.hectares)} ha</dd>
        </div>
        <div>
          <dt>Delivers to</dt>
          <dd>{farm.place}</dd>
        </div>
        <div>
          <dt>Crops</dt>
          <dd>{farm.crops.join(', ')}</dd>
        </div>
      </dl>
    </section>
  )
}
