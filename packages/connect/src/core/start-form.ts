import { TICKET_PART } from '@hitch/protocol'
import { append } from './elements.ts'
import type { CoreEnvironment } from './types.ts'

/**
 * Submits the ticket from inside the given document, so that the browser attests by Origin who began. DESIGN section 4,
 * "Attested start".
 *
 * The ticket is a file part: script can make one, markup smuggled into the host's page cannot. The referrer policy is set
 * in this document because a host's `no-referrer` or `same-origin` would turn Origin into `null`.
 *
 * @param blocked The host's Content-Security-Policy stopped the form: its `form-action` lacks the BFF.
 */
export const submitTicket = (
  { window: { DataTransfer, File } }: CoreEnvironment,
  document: Document,
  to: { action: string; target: string },
  ticket: string,
  blocked: () => void,
): void => {
  append(document.head, 'meta', { name: 'referrer', content: 'origin' })
  const form = append(document.body, 'form', { method: 'post', enctype: 'multipart/form-data', hidden: true, ...to })
  const { items, files } = new DataTransfer()
  items.add(new File([ticket], TICKET_PART.filename, { type: TICKET_PART.type }))
  append(form, 'input', { type: 'file', name: TICKET_PART.name, files })
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
    if (effectiveDirective === 'form-action') blocked()
  })
  try {
    form.submit()
  } catch {
    // Firefox throws here first, and tells of the violation later.
    blocked()
  }
}
