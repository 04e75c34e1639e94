import { SITE_PATHS } from '../../shared/site.ts'

export function MessagePage({ title, text }: { title: string; text: string }) {
  return (
    <div className="wide message-page">
      <h1>{title}</h1>
      <p>{text}</p>
      <a className="button button-outline" href={SITE_PATHS.home}>
        Front page
      </a>
    </div>
  )
}
