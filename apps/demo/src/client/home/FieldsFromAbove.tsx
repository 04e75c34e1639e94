import { CROPS, FIELDS, PIVOTS, TREES, YIELD_CELLS } from './field-plan.ts'

/**
 * The picture of the front page: farmland from above, one field of it read as a yield map. Drawn here, colours in
 * `field-picture.css`; decoration, so hidden from assistive technology.
 */
export function FieldsFromAbove() {
  return (
    <svg className="field-picture" viewBox="0 0 1200 460" preserveAspectRatio="xMinYMid slice" aria-hidden="true">
      <defs>
        {CROPS.map(({ crop, angle, gap }) => (
          <pattern
            key={crop}
            id={`crop-${crop}`}
            width={gap}
            height={gap}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${angle})`}
          >
            <rect width={gap} height={gap} className={`${crop}-ground`} />
            <path d={`M0 ${gap / 2}H${gap}`} className={`${crop}-row`} />
          </pattern>
        ))}
      </defs>
      <g transform="rotate(-7 600 230)">
        <rect x="-200" y="-200" width="1600" height="900" className="verge" />
        {FIELDS.map(([crop, x, y, width, height]) => (
          <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx="3" fill={`url(#crop-${crop})`} />
        ))}
        <Contours />
        {PIVOTS.map(({ x, y, r, arm }) => (
          <g key={x} transform={`translate(${x} ${y})`}>
            <circle r={r} className="corn-ground" />
            {[0.84, 0.68, 0.52, 0.36, 0.2].map((share) => (
              <circle key={share} r={r * share} className="pivot-track" />
            ))}
            <path d={`M0 0H${r}`} transform={`rotate(${arm})`} className="pivot-arm" />
          </g>
        ))}
        <Harvest />
        <path d="M-200 268H1400M530-200V700" className="road" />
        <Creek />
        <Farmstead />
        <YieldMap />
      </g>
    </svg>
  )
}

function Contours() {
  return (
    <g className="contours">
      <clipPath id="contour-field">
        <rect x="208" y="280" width="310" height="300" rx="3" />
      </clipPath>
      <g clipPath="url(#contour-field)">
        <rect x="208" y="280" width="310" height="300" className="soy-ground" />
        {[0, 1, 2, 3, 4, 5].map((strip) => (
          <path
            key={strip}
            d={`M180 ${300 + strip * 52}c80-52 120 30 190-6s90-40 170-8`}
            className={strip % 2 === 0 ? 'contour-wheat' : 'contour-corn'}
          />
        ))}
      </g>
    </g>
  )
}

/** A wheat field, half of it cut, and the combine at the edge between. */
function Harvest() {
  return (
    <g>
      <rect x="808" y="-90" width="104" height="346" className="stubble" />
      <path d="M820-90V256M833-90V256M846-90V256M859-90V256M872-90V256M885-90V256M898-90V256" className="stubble-row" />
      <path d="M912 118h14v-208" className="cut-edge" />
      <rect x="912" y="118" width="26" height="5" rx="1.5" className="combine-header" />
      <rect x="918" y="123" width="14" height="20" rx="3" className="combine-body" />
      <rect x="921" y="126" width="8" height="6" rx="1.5" className="combine-cab" />
    </g>
  )
}

function Creek() {
  return (
    <g>
      <path d="M1400 240C1250 330 1180 250 1090 330S960 420 900 560" className="creek-bank" />
      <path d="M1400 240C1250 330 1180 250 1090 330S960 420 900 560" className="creek" />
      {TREES.map(([x, y, r]) => (
        <g key={`${x} ${y}`}>
          <circle cx={x + r * 0.5} cy={y + r * 0.5} r={r} className="shade" />
          <circle cx={x} cy={y} r={r} className="tree" />
          <circle cx={x - r * 0.25} cy={y - r * 0.3} r={r * 0.5} className="tree-top" />
        </g>
      ))}
    </g>
  )
}

function Farmstead() {
  return (
    <g transform="translate(430 120)">
      <path d="M-8 70h108v80" className="drive" />
      <g className="shade" transform="translate(4 5)">
        <rect x="0" y="8" width="46" height="24" />
        <rect x="58" y="4" width="20" height="34" />
        <rect x="6" y="48" width="22" height="18" />
      </g>
      <rect x="0" y="8" width="46" height="24" className="roof-red" />
      <path d="M0 20h46" className="ridge" />
      <rect x="58" y="4" width="20" height="34" className="roof-grey" />
      <path d="M68 4v34" className="ridge" />
      <rect x="6" y="48" width="22" height="18" className="roof-pale" />
      <path d="M6 57h22" className="ridge" />
      {[44, 60, 76].map((x) => (
        <g key={x} transform={`translate(${x} 56)`}>
          <circle cx="2" cy="2" r="7" className="shade" />
          <circle r="7" className="silo" />
          <circle r="2" className="silo-cap" />
        </g>
      ))}
    </g>
  )
}

function YieldMap() {
  return (
    <g>
      {YIELD_CELLS.map(({ x, y, level }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width="14.6" height="14.6" className={`yield-${level}`} />
      ))}
      <rect x="98" y="128" width="234" height="132" rx="3" className="yield-outline" />
    </g>
  )
}
