/** Whether the page stands inside an iframe. */
export const isFramed = (): boolean => window !== window.top

/** Milliseconds since the epoch. */
export const now = (): number => Date.now()
