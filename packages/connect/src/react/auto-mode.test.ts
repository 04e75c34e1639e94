import { describe, expect, it } from 'vitest'
import { autoMode } from './auto-mode.ts'

const iOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const webView = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0.6261.88 Mobile Safari/537.36'

/** Each as its app sends it; versions are those of the day on which somebody wrote it down. */
const sameTab = {
  'Facebook on iOS': `${iOS} Mobile/21F90 [FBAN/FBIOS;FBAV/466.0.0.41.108;FBBV/601220434;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBCR/;FBID/phone;FBLC/en_US;FBOP/5]`,
  'Facebook on Android': `Mozilla/5.0 (Linux; Android 14; SM-A146U Build/UP1A.231005.007; wv) ${webView} [FB_IAB/FB4A;FBAV/453.0.0.40.107;]`,
  'Messenger on iOS': `${iOS} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/454.0.0.27.106;FBBV/589254789]`,
  'Instagram on iOS': `${iOS} Mobile/15E148 Instagram 300.0.0.18.110 (iPhone15,2; iOS 17_5; de_DE; de-DE; scale=3.00; 1179x2556)`,
  'Instagram on Android': `Mozilla/5.0 (Linux; Android 11; Pixel 4 Build/RQ3A.210605.005; wv) ${webView} Instagram 192.0.0.35.123 Android (30/11; 440dpi; 1080x2148; Google/google; Pixel 4)`,
  'LinkedIn on iOS': `${iOS} Mobile/15E148 [LinkedInApp]/9.29.8962`,
  'LinkedIn on iOS, with Safari’s name': `${iOS} Mobile/15E148 Safari/604.1 [LinkedInApp]/9.78.4909`,
  'LINE on iOS': `${iOS} Mobile/15E148 Safari Line/14.13.0`,
  'LINE on Android': `Mozilla/5.0 (Linux; Android 13; Pixel 6 Build/TQ3A.230901.001; wv) ${webView} Line/13.14.0/IAB`,
  'WeChat on iOS': `${iOS} Mobile/15E148 MicroMessenger/8.0.50(0x18003237) NetType/WIFI Language/zh_CN`,
  'WeChat on Android': `Mozilla/5.0 (Linux; Android 13; 22081212C Build/TKQ1.220829.002; wv) ${webView} XWEB/5023 MMWEBSDK/20230303 MicroMessenger/8.0.34.2340(0x2800225B) WeChat/arm64 Weixin NetType/WIFI`,
  'TikTok on iOS': `${iOS} Mobile/15E148 musical_ly_32.5.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US`,
  'TikTok on Android': `Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/128.0 Mobile Safari/537.36 trill_360000 BytedanceWebview/d8a21c6`,
  'any Android WebView': `Mozilla/5.0 (Linux; Android 10; K; wv) ${webView}`,
  'any iPhone app': `${iOS} Mobile/15E148`,
  'any iPad app': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
}
const secondWindow = {
  'Safari on iOS': `${iOS} Version/17.5 Mobile/15E148 Safari/604.1`,
  'Chrome on iOS': `${iOS} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`,
  'Firefox on iOS': `${iOS} FxiOS/125.0 Mobile/15E148 Safari/605.1.15`,
  'Safari on an iPad':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'Chrome on Android':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  'Samsung Internet':
    'Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
  'Firefox on Android': 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
  'Chrome on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Edge on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'an app whose name only resembles one':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Airline/2.0 Safari/537.36',
}

const view = (userAgent: string, more: { standalone?: boolean; installed?: boolean; open?: null } = {}): Window =>
  ({
    navigator: { userAgent, standalone: more.standalone },
    matchMedia: (query: string) => ({ matches: !!more.installed && query === '(display-mode: standalone)' }),
    open: more.open === null ? undefined : () => null,
  }) as unknown as Window

describe('auto', () => {
  it.each(Object.entries(sameTab))('goes by the same tab in %s', (_, userAgent) => {
    expect(autoMode(view(userAgent))).toBe('redirect')
  })

  it.each(Object.entries(secondWindow))('opens a window in %s', (_, userAgent) => {
    expect(autoMode(view(userAgent))).toBe('popup')
  })

  it.each([{ standalone: true }, { installed: true }, { open: null }])('goes by the same tab with %o', (more) => {
    expect(autoMode(view(secondWindow['Safari on iOS'], more))).toBe('redirect')
  })
})
