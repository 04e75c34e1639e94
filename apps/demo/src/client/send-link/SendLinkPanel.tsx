import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Farm, LANGUAGES, type Language, LINK_LIFETIMES, type LinkLifetime } from '../../shared/site.ts'
import { Choice } from '../parts/Choice.tsx'
import { LinkCard } from './LinkCard.tsx'
import { linksQuery, makeLink, turnOff } from './links-query.ts'

/** For whoever sits in a cab, or has no login here: a connect link, made by this site's backend with its own key. */
export function SendLinkPanel({ farm }: { farm: Farm }) {
  const queryClient = useQueryClient()
  const { data: links = [], isError } = useQuery(linksQuery)
  const again = () => queryClient.invalidateQueries(linksQuery)
  const making = useMutation({ mutationFn: makeLink, onSuccess: again })
  const turningOff = useMutation({ mutationFn: turnOff, onSuccess: again })
  const failure = making.error ?? turningOff.error
  return (
    <section className="card send-link" aria-labelledby="send-link-title">
      <div className="card-head">
        <div>
          <h2 id="send-link-title">Send a link instead</h2>
          <p className="small">
            It opens on any phone, without a login. Whoever has it can connect accounts for {farm.name}: send it to
            nobody else.
          </p>
        </div>
      </div>
      <LinkForm isBusy={making.isPending} onMake={(wish) => making.mutate(wish)} />
      <output className="visually-hidden">{making.isSuccess && 'The link is ready.'}</output>
      {failure && <p role="alert">{failure.message}</p>}
      {isError && <p role="alert">How the links stand cannot be told just now.</p>}
      {links.length > 0 && (
        <ul className="sent-links" aria-label="Links of this farm">
          {links.map((link) => (
            <LinkCard key={link.linkId} link={link} onTurnOff={() => turningOff.mutate(link.linkId)} />
          ))}
        </ul>
      )}
    </section>
  )
}

function LinkForm({
  isBusy,
  onMake,
}: {
  isBusy: boolean
  onMake: (wish: { locale: Language; lifetime: LinkLifetime }) => void
}) {
  const [locale, setLocale] = useState<Language>('en')
  const [lifetime, setLifetime] = useState<LinkLifetime>('86400')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) onMake({ locale, lifetime })
  }
  return (
    <form className="settings settings-fields" onSubmit={submit}>
      <Choice label="Language of the link" options={LANGUAGES} value={locale} onChoose={setLocale} />
      <Choice label="Works for" options={LINK_LIFETIMES} value={lifetime} onChoose={setLifetime} />
      <button type="submit" className="button button-primary" aria-disabled={isBusy}>
        Make a link
      </button>
    </form>
  )
}
