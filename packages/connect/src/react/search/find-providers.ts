import type { ProviderSummary } from '@hitch/protocol'

/** Without accents and capitals: whoever types "agleader" or "clàas" finds what is written otherwise. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Providers by their names and the makes they belong to; each word that was typed must stand in one of them. */
export const findProviders = (providers: readonly ProviderSummary[], typed: string): readonly ProviderSummary[] => {
  const words = plain(typed).split(/\s+/)
  return providers.filter(({ label, shortLabel, brands }) => {
    const names = plain([label, shortLabel, ...brands].join('\n'))
    return words.every((word) => names.includes(word))
  })
}
