import type { HostPage } from '../stack/host-site.ts'
import type { Case } from './factors.ts'

/** FieldView's sign-in page is slow here, so that a window can be closed before it. */
export const SLOW_PAGE = { path: '/fieldview/app-login/index.html', delayMs: 1500 }

/** The provider of a case, by its full and its short name. */
export const providerOf = ({ closed }: Case) =>
  closed === 'before_provider'
    ? ({ id: 'ClimateFieldView', name: 'Climate FieldView', shortName: 'FieldView' } as const)
    : ({ id: 'CNHIFieldOps', name: 'CNH FieldOps', shortName: 'FieldOps' } as const)

/** The host's page as the case wants it. A frame takes the opener policy of the page around it. */
export const hostPageOf = (one: Case, grower: string, bffUrl: string): HostPage => {
  const { hostCoop, referrerPolicy, frame } = one
  const policy = contentSecurityPolicy(one, bffUrl)
  const referrer = referrerPolicy === 'default' ? {} : { 'referrer-policy': referrerPolicy }
  const outer = { ...referrer, ...(hostCoop === 'none' ? {} : { 'cross-origin-opener-policy': hostCoop }) }
  const inner = { ...referrer, ...(policy === undefined ? {} : { 'content-security-policy': policy }) }
  return {
    grower,
    // Of one provider alone there is no list, only its pane.
    providers: ['CNHIFieldOps', 'ClimateFieldView'],
    journal: providerOf(one).id,
    ...(frame === 'top' ? { headers: { ...outer, ...inner } } : { frame, outerHeaders: outer, headers: inner }),
  }
}

const contentSecurityPolicy = ({ csp }: Case, bffUrl: string): string | undefined => {
  switch (csp) {
    case 'none':
      return undefined
    case 'form-action':
      return `form-action ${bffUrl}`
    case 'strictest':
      // `self` in connect-src is the host's own: there it fetches the session.
      return (
        `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${bffUrl}; ` +
        `form-action ${bffUrl}; require-trusted-types-for 'script'`
      )
    case 'forbids':
      return "form-action 'self'"
  }
}
