import { beforeAll } from 'vitest'
import { page } from 'vitest/browser'

/**
 * Takes the pointer off the page before the first test of a file. Files share one window, and so one pointer: where the
 * file before left it, a button of this one may stand, and would have the colours of a hovered one.
 */
beforeAll(() => page.elementLocator(document.documentElement).hover({ position: { x: 0, y: 0 }, force: true }))
