import type { ConfiguredProvider } from '@hitch/providers'
import type { LeafCredential } from '../leaf/leaf.ts'
import type { AttemptRow } from './read-facts.ts'

/**
 * Who made an attempt that no grower did: `hitch rotate-provider` attaches what stands at Leaf once more, with today's
 * settings. No session has such an id or such an origin, and nobody has started it, so no widget and no host sees it.
 */
export const ROTATED_BY = 'hitch rotate-provider'

export const isRotation = (attempt: Pick<AttemptRow, 'session_id'>): boolean => attempt.session_id === ROTATED_BY

/** What a credential with today's settings shows; but for the token, which Leaf may have renewed. */
export const settingsOf = (provider: Pick<ConfiguredProvider, 'credential'>): Record<string, string> => {
  const { refreshToken: _, ...settings } = provider.credential.body('')
  return settings
}

/** Names of the fields in which a credential differs from today's settings. */
export const differences = (
  { fields }: Pick<LeafCredential, 'fields'>,
  settings: Readonly<Record<string, string>>,
): string[] => Object.keys(settings).filter((name) => fields[name] !== settings[name])
