import { HttpProblem } from './http-problem.ts'

/** Our bodies are two levels deep. */
const DEPTH_LIMIT = 8

/** NUL, and half of a surrogate pair. */
const NOT_TEXT = /\0|\p{Surrogate}/u

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g

/**
 * JSON that means the same to every reader. `JSON.parse` alone would take the last of two equal keys, where a proxy or
 * a log may take the first (RFC 8259 section 4); it takes `__proto__`, and NUL, which PostgreSQL cannot store.
 *
 * @throws HttpProblem invalid_request
 */
export const parseJson = (text: string): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own message quotes the body, which may hold a code or a token.
    throw new HttpProblem('invalid_request', { detail: 'the body is not JSON' })
  }
  const oddity = findOddity(text)
  if (oddity !== null) throw new HttpProblem('invalid_request', { detail: oddity })
  return value
}

/** Reads the tokens of a text that is known to be JSON. */
const findOddity = (text: string): string | null => {
  const open: Set<string>[] = []
  let lastString = ''
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      if (open.push(new Set()) > DEPTH_LIMIT) return 'the body is nested too deeply'
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (token === ':') {
      const keys = open.at(-1)
      if (lastString === '__proto__') return 'the body has a key that no object may have'
      if (keys?.has(lastString)) return 'the body names a key twice'
      keys?.add(lastString)
    } else {
      lastString = JSON.parse(token) as string
      if (NOT_TEXT.test(lastString)) return 'the body has a character that is not text'
    }
  }
  return null
}
