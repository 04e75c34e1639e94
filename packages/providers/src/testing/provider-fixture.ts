import type { ConfiguredProvider, ProviderErrorCode } from '../framework/provider.ts'

/** One call as it must leave us, to the letter. */
export interface ExpectedCall {
  readonly call: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What one provider (for FieldView: one authorization mode) must send, and how it judges answers. */
export interface ProviderFixture {
  /** For test names, such as `ClimateFieldView (direct)`. */
  readonly title: string
  /** The complete set of variables. Values that are secret contain `canary`. */
  readonly variables: Readonly<Record<string, string>>
  /** Those of them without which it is not offered. */
  readonly needed: readonly string[]
  readonly facts: Partial<ConfiguredProvider>
  readonly url: {
    /** Absent where the URL is built without a call. */
    readonly sent?: ExpectedCall
    /** Where Leaf is asked: path and body. */
    readonly sentToLeaf?: readonly [string, unknown]
    readonly expected: string
  }
  readonly exchange: {
    readonly sent: ExpectedCall
    /** A good answer, in the shape of the source. */
    readonly answer: Readonly<Record<string, unknown>>
    readonly field: string
    /** Status, body, and what it must be read as. */
    readonly refusals: readonly (readonly [number, unknown, ProviderErrorCode])[]
  }
  /** For the refresh token `refresh-canary`. */
  readonly credential: { readonly path: string; readonly body: Readonly<Record<string, string>> }
}

export const PUBLIC_URL = 'https://connect.example.com'
/** With signs that must be encoded in a query. */
export const CODE = 'code-canary+/=&#'
export const CODE_ENCODED = 'code-canary%2B%2F%3D%26%23'

const JSON_HEADERS = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'hitch',
} as const

export const postJson = (url: string, body: unknown): ExpectedCall => ({
  call: `POST ${url}`,
  headers: JSON_HEADERS,
  body: JSON.stringify(body),
})
