import { options } from 'preact'

/**
 * Stands for `react-dom/client` where Preact stands for React. Preact runs effects a frame later, and forgets those of
 * what is gone by then; React runs them before the next event. A dialog closed that soon would tell no host of it.
 */
options.requestAnimationFrame = queueMicrotask

export { createRoot, hydrateRoot } from 'preact/compat/client'
