import type { AttemptMode } from '@hitch/protocol'

/**
 * In-app browsers and web views, by what they say of themselves. Facebook and Messenger, Instagram, LinkedIn, LINE, WeChat,
 * TikTok; `; wv)` is demanded of every Android WebView (Android Compatibility Definition, 3.4.1 C-1-3).
 *
 * Strings of each are collected in faisalman/ua-parser-js, test/data/ua/extension/inapp.json and browser/browser-all.json.
 */
const IN_APP = /FBA[NV]\/|FB_IAB|Instagram|LinkedInApp|\bLine\/|MicroMessenger|musical_ly|trill_|Bytedance|; wv\)/

/** Apple's WKWebView names WebKit, but Safari only where the app adds it; every browser on these devices names Safari. */
const isAppleWebView = (userAgent: string): boolean =>
  /\((iP|Macintosh)/.test(userAgent) && userAgent.includes('AppleWebKit/') && !userAgent.includes('Safari')

/**
 * How a provider is opened where the host leaves it to us: in a second window, or in the same tab where a second window
 * is not to be had, cannot come back, or loses the page that opened it. A page on the home screen has no tabs.
 */
export const autoMode = (view: Window): AttemptMode => {
  const { userAgent, standalone } = view.navigator as Navigator & { standalone?: boolean }
  const alone =
    // The type knows no browser without it.
    !(view as Partial<Window>).open ||
    IN_APP.test(userAgent) ||
    isAppleWebView(userAgent) ||
    standalone ||
    view.matchMedia('(display-mode: standalone)').matches
  return alone ? 'redirect' : 'popup'
}
