import type { Context, Hono } from 'hono'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { AppEnv } from '../http/app-env.ts'
import { HttpProblem } from '../http/http-problem.ts'
import { ASSETS_PATH, type Asset, type Assets } from './assets.ts'

/**
 * Pages of hosts load the widget's script. Some of them ask for the first before they load anything from elsewhere; one that
 * compares it with a hash (`integrity`) must be allowed to read it, and asks without cookies.
 */
export const forAnyPage = (c: Context): void => {
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  c.header('Access-Control-Allow-Origin', '*')
}

/** Versioned files: kept for a year by whoever loads them, and sent small. */
export const mountAssets = (app: Hono<AppEnv>, assets: Assets): void => {
  const encode = createEncoder()
  app.get(ASSETS_PATH, (c) => {
    const asset = assets.find(c.req.param('name'))
    if (asset === undefined) throw new HttpProblem('not_found')
    // While instances change over, a page of one may ask another for its files: served, but not kept.
    if (c.req.param('version') === assets.version) c.header('Cache-Control', 'public, max-age=31536000, immutable')
    forAnyPage(c)
    c.header('Vary', 'Accept-Encoding')
    const encoding = ENCODINGS.find((name) => accepts(c.req.header('accept-encoding') ?? '', name))
    if (encoding === undefined) return c.body(asset.content, 200, { 'Content-Type': asset.type })
    c.header('Content-Encoding', encoding)
    return c.body(encode(asset, encoding), 200, { 'Content-Type': asset.type })
  })
}

const ENCODINGS = ['br', 'gzip'] as const
type Encoding = (typeof ENCODINGS)[number]

/** RFC 9110 section 12.5.3: a weight of nought is a refusal. */
const accepts = (header: string, encoding: Encoding): boolean =>
  header
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .some((item) => item.split(';')[0] === encoding && !/;\s*q=0(\.0*)?$/.test(item))

/** Each file is compressed once, when it is first asked for. */
const createEncoder = (): ((asset: Asset, encoding: Encoding) => Uint8Array<ArrayBuffer>) => {
  const done: Record<Encoding, Map<Asset, Uint8Array<ArrayBuffer>>> = { br: new Map(), gzip: new Map() }
  return (asset, encoding) => {
    const made = done[encoding].get(asset) ?? new Uint8Array(COMPRESS[encoding](asset.content))
    done[encoding].set(asset, made)
    return made
  }
}

const COMPRESS: Readonly<Record<Encoding, (content: string) => Uint8Array>> = {
  br: (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => gzipSync(content),
}
