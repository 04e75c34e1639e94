import { useId } from 'react'
import { SITE_PATHS, type SentLink } from '../../shared/site.ts'
import { CopyButton } from '../parts/CopyButton.tsx'
import { linkState } from './link-state.ts'

/** One link: to be scanned, copied or sent while it works; after that only how it ended. */
export function LinkCard({ link, onTurnOff }: { link: SentLink; onTurnOff: () => void }) {
  const isActive = link.status === 'active'
  return (
    <li className="sent-link" data-active={isActive}>
      {isActive && <Ready link={link} />}
      <div className="sent-link-state">
        <ul>
          {linkState(link, { locale: 'en' }).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {isActive && (
          <button type="button" className="button button-outline" onClick={onTurnOff}>
            Turn off
          </button>
        )}
      </div>
    </li>
  )
}

function Ready({ link: { linkId, url, message } }: { link: SentLink }) {
  const { mailSubject, mailText, smsText } = message
  const mail = `mailto:?${query({ subject: mailSubject, body: mailText })}`
  return (
    <div className="sent-link-ready">
      <img
        className="qr-code"
        src={`${SITE_PATHS.links}/${encodeURIComponent(linkId)}/qr-code`}
        alt="QR code of the link: scan it with a phone"
      />
      <div className="sent-link-ways">
        <Way title="Link" text={url} />
        <Way title="SMS" text={smsText} href={`sms:?${query({ body: smsText })}`} />
        <Way title="Mail" text={`${mailSubject}\n\n${mailText}`} href={mail} folded />
      </div>
    </div>
  )
}

/** `URLSearchParams` writes a blank as `+`, which mail and SMS programs show as it is. */
const query = (parameters: Record<string, string>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

/** A text to take along: copied, or opened in the program that sends it. */
function Way({ title, text, href, folded = false }: { title: string; text: string; href?: string; folded?: boolean }) {
  const id = useId()
  return (
    <section className="way" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className="way-actions">
        {href && (
          <a className="button button-quiet" href={href}>
            Open<span className="visually-hidden"> {title}</span>
          </a>
        )}
        <CopyButton text={text} label={title} />
      </div>
      {folded ? (
        <details className="way-text">
          <summary>{text.split('\n', 1)[0]}</summary>
          <p>{text.split('\n').slice(2).join('\n')}</p>
        </details>
      ) : (
        <p className="way-text">{text}</p>
      )}
    </section>
  )
}
