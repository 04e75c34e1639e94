/** The time of day, to the second, as the reader's own clock has it. */
export const clock = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
