import { HttpProblem } from '../http/http-problem.ts'
import type { Handlers } from '../http/mount-routes.ts'
import type { Assets } from '../pages/assets.ts'
import { forAnyPage } from '../pages/mount-assets.ts'

/** The script's address stays, its content does not: the address leads to the file that may be kept for a year. */
export const scriptHandlers = (assets: Assets): Pick<Handlers, 'widgetScript'> => ({
  widgetScript({ c }) {
    if (!assets.find('hitch.js')) throw new HttpProblem('not_found')
    forAnyPage(c)
    return c.redirect(assets.path('hitch.js'), 302)
  },
})
