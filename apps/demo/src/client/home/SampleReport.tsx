interface FieldYield {
  field: string
  crop: string
  /** Tonnes a hectare, this season and the mean of the three before. */
  yield: number
  mean: number
}

const FIELDS: readonly FieldYield[] = [
  { field: 'West 28', crop: 'Corn', yield: 11.9, mean: 11.2 },
  { field: 'Creek bottom', crop: 'Corn', yield: 12.6, mean: 11.8 },
  { field: 'Home quarter', crop: 'Corn', yield: 10.1, mean: 10.9 },
  { field: 'North bench', crop: 'Soybeans', yield: 3.9, mean: 3.6 },
  { field: 'School section', crop: 'Winter wheat', yield: 4.7, mean: 4.4 },
]
const LONGEST = 14

const percent = new Intl.NumberFormat('en', { style: 'percent', signDisplay: 'exceptZero' })
const tonnes = new Intl.NumberFormat('en', { minimumFractionDigits: 1 })

/** One page of a report, as a grower gets it. The figures are made up and say so. */
export function SampleReport() {
  return (
    <section className="section section-sunken" id="reports" aria-labelledby="report-title">
      <div className="wide report-columns">
        <div>
          <h2 id="report-title">A report you can argue with</h2>
          <p className="lead">
            Plain figures, no scores. Each row is one of your fields, this season beside what it did in the three
            before.
          </p>
          <p className="lead">
            Where a field falls behind, the next page lays planting date, passes and rain beside it.
          </p>
        </div>
        <figure className="report">
          <figcaption>
            <b>Yield by field</b>
            <span className="tag">Sample</span>
          </figcaption>
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col" className="report-bar">
                  <span className="visually-hidden">Chart</span>
                </th>
                <th scope="col" className="number">
                  t/ha
                </th>
                <th scope="col" className="number">
                  to mean
                </th>
              </tr>
            </thead>
            <tbody>
              {FIELDS.map((row) => (
                <tr key={row.field}>
                  <th scope="row">
                    {row.field}
                    <span>{row.crop}</span>
                  </th>
                  <td className="report-bar">
                    <Bar yield={row.yield} mean={row.mean} />
                  </td>
                  <td className="number">{tonnes.format(row.yield)}</td>
                  <td className="number">{percent.format(row.yield / row.mean - 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="report-key">
            <svg viewBox="0 0 2 12" width="2" height="12" aria-hidden="true">
              <rect width="2" height="12" className="bar-mean" />
            </svg>
            Mean of the three seasons before
          </p>
        </figure>
      </div>
    </section>
  )
}

function Bar({ yield: now, mean }: { yield: number; mean: number }) {
  const share = (value: number) => `${(value / LONGEST) * 100}%`
  return (
    <svg width="100%" height="14" aria-hidden="true">
      <rect width="100%" height="8" y="3" rx="2" className="bar-ground" />
      <rect width={share(now)} height="8" y="3" rx="2" className={now < mean ? 'bar-behind' : 'bar-ahead'} />
      <rect x={share(mean)} width="2" height="14" className="bar-mean" />
    </svg>
  )
}
