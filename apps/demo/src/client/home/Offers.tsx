import { Icon, type IconName } from '../parts/Icon.tsx'

const OFFERS: readonly { icon: IconName; title: string; text: string }[] = [
  {
    icon: 'report',
    title: 'A report for each field',
    text: 'Yield, moisture and inputs, field by field, beside your last three seasons. Every month while crops stand.',
  },
  {
    icon: 'leaf',
    title: 'Your nitrogen balance',
    text: 'What you put on against what the crop took off, so that you buy what is missing and no more.',
  },
  {
    icon: 'scale',
    title: 'Loads matched to fields',
    text: 'Our scale tickets beside your harvest records. Which field made the premium is no longer a guess.',
  },
]

export function Offers() {
  return (
    <section className="wide section" aria-labelledby="offers-title">
      <h2 id="offers-title">What you get from data you already have</h2>
      <ul className="offers">
        {OFFERS.map(({ icon, title, text }) => (
          <li key={title}>
            <span className="offer-icon">
              <Icon name={icon} />
            </span>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
