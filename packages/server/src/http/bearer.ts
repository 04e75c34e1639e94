/** The token of `Authorization: Bearer …`, or null. RFC 6750 section 2.1; the scheme is case-insensitive (RFC 9110 11.1). */
export const bearerToken = (request: Request): string | null =>
  /^Bearer +([\x21-\x7e]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null

/** RFC 9110 section 15.5.2: a 401 says how to ask. */
export const ASK_FOR_BEARER = { 'WWW-Authenticate': 'Bearer' } as const
