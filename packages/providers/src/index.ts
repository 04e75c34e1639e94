export { ProviderError } from './framework/provider.ts'
export type { ConfiguredProvider, ProviderCallContext, ProviderErrorCode } from './framework/provider.ts'
export { UpstreamError } from './framework/upstream.ts'
export type { Upstream, UpstreamAnswer, UpstreamErrorKind, UpstreamRequest } from './framework/upstream.ts'
