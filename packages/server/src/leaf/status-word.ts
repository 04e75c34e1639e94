/** What Leaf's open status word means to us: a connection's status, but for John Deere's organizations. */
export type CredentialStatus = 'connected' | 'checking' | 'needs_attention'

const WORKS = new Set(['OK', 'VALID', 'ACTIVE', 'AUTHENTICATED', 'CONNECTED'])
const ENDED = /INVALID|UNAUTH|EXPIRED|REVOKED|^ERROR/

/**
 * Reads Leaf's status word, trimmed, in any case. Leaf publishes no list of them ("OK" in examples, "invalid" in
 * prose), so an unknown one is `checking`: never a failure, never waited for. DESIGN section 4, rule 9.
 *
 * @example readStatusWord(' Ok ') // 'connected'
 */
export const readStatusWord = (word: string | null): CredentialStatus => {
  const upper = (word ?? '').trim().toUpperCase()
  if (WORKS.has(upper)) return 'connected'
  return ENDED.test(upper) ? 'needs_attention' : 'checking'
}

const MOST_WORDS = 100

/** `readStatusWord`, telling the log each unknown word once, so that an operator can report it. */
export const createStatusReader = (
  log: { warn(fields: Record<string, string>, message: string): void },
  onUnknown: () => void = () => undefined,
): typeof readStatusWord => {
  const told = new Set<string>()
  return (word) => {
    const status = readStatusWord(word)
    // Leaf's text, so only letters, digits and a few signs pass, and few of them.
    const cleaned = (word ?? '')
      .replace(/[^\w .-]/g, '?')
      .slice(0, 60)
      .trim()
    if (status === 'checking') onUnknown()
    if (status === 'checking' && !told.has(cleaned) && told.size < MOST_WORDS) {
      told.add(cleaned)
      log.warn({ statusWord: cleaned }, 'Leaf gives a credential a status that is not known; it is read as checking')
    }
    return status
  }
}
