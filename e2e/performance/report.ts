import { test } from '@playwright/test'

/** What was measured and what is promised, in words for people: `pnpm measure` puts both into docs/performance.md. */
export const report = (what: string, measured: string, promised: string): void => {
  test.info().annotations.push({ type: 'measured', description: JSON.stringify({ what, measured, promised }) })
}
