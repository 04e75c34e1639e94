const LONGEST = 300

/** Text of strangers, made fit for one line of a log: no control or formatting characters, and not too long. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, LONGEST)
    .trim()
