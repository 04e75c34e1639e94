const STEPS = [
  {
    title: 'Pick the accounts you use',
    text: 'John Deere Operations Center, CNH FieldOps, AFS Connect, Climate FieldView. One is enough, more is better.',
  },
  {
    title: 'Sign in with the company itself',
    text: 'Its own page opens in a window of its own. Your password never comes to us.',
  },
  {
    title: 'Read your first report',
    text: 'The first records arrive within hours. Your report comes with the next monthly round.',
  },
] as const

export function Steps() {
  return (
    <section className="wide section" id="steps" aria-labelledby="steps-title">
      <h2 id="steps-title">Five minutes, once</h2>
      <ol className="steps">
        {STEPS.map(({ title, text }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
