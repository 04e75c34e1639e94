import { HttpProblem } from './http-problem.ts'
import { parseJson } from './parse-json.ts'

/** Larger than any body that a route asks for: a code has up to 4,096 characters. */
export const BODY_LIMIT = 16 * 1024

/** The media type without its parameters. RFC 9110 section 8.3.1. */
export const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/**
 * The body's bytes, read piece by piece, so that one that claims to be small or has no length cannot fill the memory.
 *
 * @throws HttpProblem payload_too_large
 */
export const readBytes = async (request: Request, limit: number): Promise<Uint8Array> => {
  const tooLarge = (): HttpProblem => new HttpProblem('payload_too_large', { detail: `at most ${limit} bytes` })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  if (request.body === null) return new Uint8Array()
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body) {
    size += piece.byteLength
    // Leaving the loop cancels the stream.
    if (size > limit) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/**
 * A JSON body, strictly: the media type is application/json, the bytes are UTF-8, and the text means one thing only.
 *
 * @throws HttpProblem unsupported_media_type, payload_too_large, invalid_request
 */
export const readJsonBody = async (request: Request): Promise<unknown> => {
  if (mediaType(request) !== 'application/json')
    throw new HttpProblem('unsupported_media_type', { detail: 'send application/json' })
  const bytes = await readBytes(request, BODY_LIMIT)
  return parseJson(decodeUtf8(bytes))
}

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new HttpProblem('invalid_request', { detail: 'the body is not UTF-8', cause })
  }
}
