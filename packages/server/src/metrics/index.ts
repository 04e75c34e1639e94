export { createMetrics } from './create-metrics.ts'
export type { BreakerState } from '../guard-upstreams.ts'
export type { Metrics } from './create-metrics.ts'
