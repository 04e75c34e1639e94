import { ProviderError } from '@hitch/providers'
import { LeafError } from '../leaf/leaf.ts'
import { UnsealError } from './seal.ts'

/** What may be logged of an error: the message where it is ours and holds no body, else only what kind it is. */
export const describeFailure = (error: unknown): string => {
  if (error instanceof LeafError || error instanceof ProviderError || error instanceof UnsealError)
    return `${error.name}: ${error.message}`
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return `${error.name} ${place?.trim() ?? ''}`.trim()
}
