import type { CreatedLink, CreateLink } from '@hitch/protocol'
import type { Stack } from './stack.ts'

/** Whose farm the links are for. */
export const SUBJECT = 'North Ridge Farm'

/** What a host's backend has made with its secret key. @throws {Error} with any answer but 201 */
export const asBackend = async <T>(
  { bffUrl, secretKey }: Pick<Stack, 'bffUrl' | 'secretKey'>,
  path: string,
  body: object,
): Promise<T> => {
  const response = await fetch(bffUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 201) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** A fresh connect link of a grower's. */
export const makeLink = (stack: Stack, grower: string, wish: Partial<CreateLink> = {}): Promise<CreatedLink> =>
  asBackend(stack, '/v1/links', { externalId: grower, subject: SUBJECT, ...wish })
