import { TICKET_PART } from '@hitch/protocol'
import { HttpProblem } from './http-problem.ts'
import { mediaType, readBytes } from './read-body.ts'

/** A ticket of ours has 43 characters, and one of any other length is unknown like any other; the rest is the multipart's own lines. */
const TICKET_BODY_LIMIT = 4 * 1024

/**
 * The ticket of POST /start: exactly one file part, right to the letter. Only script can make such a part, so a form
 * that user text smuggled into the host's page fails here although its Origin is right. DESIGN section 4.
 *
 * @throws HttpProblem unsupported_media_type, payload_too_large, invalid_request
 */
export const readTicket = async (request: Request): Promise<string> => {
  if (mediaType(request) !== 'multipart/form-data')
    throw new HttpProblem('unsupported_media_type', { detail: 'send multipart/form-data with one file part' })
  const bytes = await readBytes(request, TICKET_BODY_LIMIT)
  const parts = await readParts(bytes, request.headers.get('content-type') ?? '')
  const [part] = parts
  if (parts.length !== 1 || part === undefined) throw refused('exactly one part')
  const [name, value] = part
  if (name !== TICKET_PART.name) throw refused('its name')
  if (typeof value === 'string') throw refused('it must be a file part')
  if (value.name !== TICKET_PART.filename) throw refused('its filename')
  if (value.type !== TICKET_PART.type)
    throw new HttpProblem('unsupported_media_type', { detail: 'the ticket part: its type' })
  const ticket = await value.text()
  if (!/^[\x21-\x7e]+$/.test(ticket)) throw refused('its content')
  return ticket
}

const refused = (what: string): HttpProblem =>
  new HttpProblem('invalid_request', { detail: `the ticket part: ${what}` })

const readParts = async (bytes: Uint8Array, contentType: string) => {
  try {
    const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } }).formData()
    return [...form.entries()]
  } catch (cause) {
    throw new HttpProblem('invalid_request', { detail: 'the body is not multipart/form-data', cause })
  }
}
